package io.hydrant.sdk;

import java.text.DateFormatSymbols;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.LongStream;

/// The `Date` header of a mobile SDK: `Mon, 23 Nov 2026 14:36:09 EST`, in the zone of the device
/// and under whatever name that zone has there.
final class SignedDate {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss", Locale.US);

  private SignedDate() {}

  /// How far it is from a moment, by the zone of that name that is nearest: several share names.
  ///
  /// @return milliseconds; `Long.MAX_VALUE` when it is no date
  static long distance(String header, long millis) {
    return moments(header).map(moment -> Math.abs(moment - millis)).min().orElse(Long.MAX_VALUE);
  }

  /// The last moment that it may mean; zero when it is no date.
  static long last(String header) {
    return moments(header).max().orElse(0);
  }

  private static LongStream moments(String header) {
    int zoneAt = header.lastIndexOf(' ');
    if (zoneAt < 0) {
      return LongStream.empty();
    }
    try {
      LocalDateTime time = LocalDateTime.parse(header.substring(0, zoneAt), TIME);
      long local = time.toInstant(ZoneOffset.UTC).toEpochMilli();
      return offsets(header.substring(zoneAt + 1)).stream().mapToLong(offset -> local - offset);
    } catch (DateTimeException e) {
      return LongStream.empty();
    }
  }

  /// Milliseconds east of Greenwich.
  private static Set<Long> offsets(String zone) {
    Set<Long> named = Zones.OFFSETS.get(zone);
    if (named != null) {
      return named;
    }
    // GMT, GMT+02:00, and what else Java understands by itself.
    ZoneId id = ZoneId.of(zone);
    return id.normalized() instanceof ZoneOffset offset
        ? Set.of(offset.getTotalSeconds() * 1000L)
        : Set.of();
  }

  /// Read at the first date: it takes a moment.
  private static final class Zones {
    private static final Map<String, Set<Long>> OFFSETS = read();

    private static Map<String, Set<Long>> read() {
      Map<String, Set<Long>> offsets = new HashMap<>();
      for (String[] names : DateFormatSymbols.getInstance(Locale.US).getZoneStrings()) {
        if (names[0].indexOf('/') < 0) {
          // Old ids of three letters, of which Java warns; places have the same names.
          continue;
        }
        TimeZone zone = TimeZone.getTimeZone(names[0]);
        long standard = zone.getRawOffset();
        offsets.computeIfAbsent(names[2], missing -> new HashSet<>()).add(standard);
        offsets
            .computeIfAbsent(names[4], missing -> new HashSet<>())
            .add(standard + zone.getDSTSavings());
      }
      // These say how far they are, whichever places are called so at some time of the year.
      offsets.keySet().removeIf(name -> name.startsWith("GMT") || name.startsWith("UT"));
      return offsets;
    }
  }
}
