package io.hydrant.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupplementTest {
  private static Batch read(String json, Origin origin) {
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Reading reading = BatchReader.one(body, body.length, origin, Bodies.STANDARD);
    assertThat(reading.errors()).isEmpty();
    return reading.batches().getFirst();
  }

  private static String text(Batch batch) {
    return batch.bytes(batch.node()).text().replace('"', '\'');
  }

  /// `A` is what each event gains; every other byte stays.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'event_type':'e'} | {'data':{'custom_attributes':{A}},'event_type':'e'}",
        "{'data':null,'event_type':'e'} | {'data':{'custom_attributes':{A}},'event_type':'e'}",
        "{'data':{},'event_type':'e'} | {'data':{'custom_attributes':{A}},'event_type':'e'}",
        "{'event_type':'e','data':{'x': 1 }}"
            + " | {'event_type':'e','data':{'custom_attributes':{A},'x': 1 }}",
        "{'data':{'custom_attributes':null},'event_type':'e'}"
            + " | {'data':{'custom_attributes':{A}},'event_type':'e'}",
        "{'data':{'custom_attributes':{}},'event_type':'e'}"
            + " | {'data':{'custom_attributes':{A}},'event_type':'e'}",
        "{'data':{'custom_attributes':{'k': 1.0}},'event_type':'e'}"
            + " | {'data':{'custom_attributes':{A,'k': 1.0}},'event_type':'e'}",
        "{'data':{'custom_attributes':{'k':1,'mParticle Source Feed':'x'}},'event_type':'e'}"
            + " | {'data':{'custom_attributes':{'k':1,A}},'event_type':'e'}",
        "{'data':{'custom_attributes':'s'},'event_type':'e'}"
            + " | {'data':{'custom_attributes':'s'},'event_type':'e'}",
      })
  void eachEventOfAFeed_saysWhichItIsOf(String event, String leaves) {
    Origin feed = new Origin("crm", Channel.PARTNER, "acme", false, 0);
    String batch = "{ 'mpid':1, 'events':[%s, %s] }";
    assertThat(text(read(batch.formatted(event, event), feed)))
        .isEqualTo(
            batch
                .formatted(leaves, leaves)
                .replace("{A", "{'mParticle Source Feed':'acme'")
                .replace(",A", ",'mParticle Source Feed':'acme'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'events':[]} | {'device_info':{A},'events':[]}",
        "{} | {'device_info':{A}}",
        "{'device_info':null} | {'device_info':{A}}",
        "{'device_info':{'platform':'web'}} | {'device_info':{A,'platform':'web'}}",
        "{'device_info':{'http_header_user_agent':null}} | {'device_info':{A}}",
        "{'device_info':{'http_header_user_agent':'own'}}"
            + " | {'device_info':{'http_header_user_agent':'own'}}",
        "{'device_info':3} | {'device_info':3}",
      })
  void aBatchWithoutUserAgent_gainsThatOfTheRequest(String batch, String leaves) {
    Origin web = new Origin("shop", Channel.JAVASCRIPT, null, false, 0);
    assertThat(text(Supplement.userAgent(read(batch, web), "Moz\"illa")))
        .isEqualTo(leaves.replace("{A", "{'http_header_user_agent':'Moz\\'illa'"));
  }
}
