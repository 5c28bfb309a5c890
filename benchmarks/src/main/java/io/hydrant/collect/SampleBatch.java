package io.hydrant.collect;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Batches like those of a server SDK: many small members, most of them said in full.
public final class SampleBatch {
  private SampleBatch() {}

  /// A batch of so many events: 1, 8 or 47 make about 1, 4 or 20 KB.
  public static String of(int events) {
    String all =
        IntStream.range(0, events).mapToObj(SampleBatch::event).collect(Collectors.joining(","));
    return """
    {"source_request_id":"8b1c1a52-6f0c-4a37-9e0e-0d1f4f2d7c11","environment":"production",\
    "user_identities":{"customer_id":"customer-4711","email":"jane@example.com"},\
    "user_attributes":{"$Age":"42","plan":"gold","tags":["a","b","c"]},\
    "device_info":{"brand":"Apple","product":"iPhone14,7","device":"iPhone14,7",\
    "platform":"iOS","os_version":"19.0.1","screen_height":2532,"screen_width":1170,\
    "ios_idfv":"C56A4180-65AA-42EC-A945-5FD21DEC0538","locale_language":"en"},\
    "application_info":{"application_name":"Shop","application_version":"4.5.1"},\
    "mpid":-3604444830222046753,"timestamp_unixtime_ms":1790000000000,"events":[%s]}\
    """
        .formatted(all);
  }

  private static String event(int n) {
    return """
    {"event_type":"custom_event","data":{"event_name":"Add To Cart %d",\
    "custom_event_type":"transaction","timestamp_unixtime_ms":%d,\
    "event_id":%d,"session_id":-6683528301012284823,"session_uuid":\
    "2a4b1b0e-9b9c-4f61-8b26-0c5cf0b0d3e5","custom_flags":{},"location":\
    {"latitude":52.5200,"longitude":13.4050,"accuracy":10.0},\
    "custom_attributes":{"sku":"SKU-%d","price":"12.90","currency":"EUR","color":"blue"}}}\
    """
        .formatted(n, 1_790_000_000_000L + n, n + 1, n);
  }
}
