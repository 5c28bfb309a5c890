package io.hydrant.select;

import static io.hydrant.vectors.Example.at;
import static io.hydrant.vectors.Example.batch;
import static io.hydrant.vectors.Example.content;
import static io.hydrant.vectors.Example.elements;
import static io.hydrant.vectors.Example.message;
import static io.hydrant.vectors.Example.messages;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import io.hydrant.vectors.Example;
import io.hydrant.vectors.JsonTree;
import io.hydrant.vectors.JsonTree.Digits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectorTest {
  private static final String NOBODY_WELCOME =
      """
      {"environment":"production","sendAnonymousUsers":false,"sendScreenViews":false,
       "sendBatchesWithoutEvents":false}\
      """;

  private static Selection select(String settings, Batch batch) {
    return Selector.select(batch, content(settings));
  }

  private static String event(String type, String data) {
    return "{\"event_type\":\"%s\",\"data\":%s}".formatted(type, data);
  }

  private static String data(String type, String data, String settings) {
    Batch batch = batch("{\"mpid\":1,\"events\":[" + event(type, data) + "]}");
    return String.valueOf(at(message(settings, batch), "events.0.data"));
  }

  // ---- which setting is to blame

  @Test
  void historicalBatch_isTheFirstToBlame() {
    Origin origin = new Origin("example", Channel.SERVER_TO_SERVER, null, true, Example.NOW);
    String json =
        """
        {"environment":"development","events":[{"event_type":"screen_view"},{"event_type":"opt_out"}]}\
        """;
    Selection selection = select(NOBODY_WELCOME, batch(json, origin));
    assertThat(selection.filtered()).isEqualTo(Map.of("sendHistorical", 2));
    assertThat(selection.accepted()).isEqualTo(2);
    assertThat(selection.kept()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'environment':'DEVELOPMENT','events':[{'event_type':'screen_view'}]}    | environment",
        "{'environment':'Development'}                                            | environment",
        "{'environment':null,'events':[{'event_type':'screen_view'}]}             | sendAnonymousUsers",
        "{'mpid':1,'mp_deviceid':'d','user_identities':{'email':''}}              | sendAnonymousUsers",
        "{'user_identities':[{'identity_type':'email','identity':null}]}          | sendAnonymousUsers",
        "{'user_identities':{'email':'e'},'events':[{'event_type':'SCREEN_VIEW'}]}| sendScreenViews",
        "{'user_identities':{'customerid':'c'},'events':[]}                       | sendBatchesWithoutEvents",
        "{'user_identities':[{'identity':'c'}],'events':null}                     | sendBatchesWithoutEvents",
      })
  void theFirstSettingInOrder_isToBlame(String json, String blamed) {
    Selection selection = select(NOBODY_WELCOME, batch(json.strip().replace('\'', '"')));
    assertThat(selection.filtered()).isEqualTo(Map.of(blamed, 1));
    assertThat(selection.accepted()).isEqualTo(1);
    assertThat(selection.kept()).isNull();
  }

  @Test
  void everyEvent_isCountedUnderItsOwnSetting() {
    String json =
        """
        {"events":[{"event_type":"screen_view"},{"event_type":"user_attribute_change"},
          {"event_type":"user_identity_change"},{"event_type":"screen_view"},{"event_type":"new"}]}\
        """;
    Selection selection = select("{\"sendScreenViews\":false}", batch(json));
    assertThat(selection.filtered())
        .isEqualTo(
            Map.of(
                "sendScreenViews", 2,
                "includeUserAttributeChangeEvents", 1,
                "includeUserIdentityChangeEvents", 1));
    assertThat(selection.accepted()).isEqualTo(5);
  }

  @Test
  void batchSentWithoutTheEventsItCameWith_countsOneMore() {
    String json =
        "{\"events\":[{\"event_type\":\"screen_view\"},{\"event_type\":\"screen_view\"}]}";
    Selection selection = select("{\"sendScreenViews\":false}", batch(json));
    assertThat(selection.accepted()).isEqualTo(3);
    assertThat(selection.filtered()).isEqualTo(Map.of("sendScreenViews", 2));
    assertThat(selection.kept()).isNotNull();
  }

  // ---- words of clients

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "custom_event | {'custom_event_type':'OTHER'}   | custom_event_type=other",
        "CUSTOM_EVENT | {'custom_event_type':'\\u004fTHER'} | custom_event_type=other",
        "custom_event | {'custom_event_type':7}         | custom_event_type=Digits[text=7]",
        "custom_event | {'custom_event_type':'\\u00c9T'} | custom_event_type=\u00c9t",
        "screen_view  | {'custom_event_type':'OTHER'}   | custom_event_type=OTHER",
        "commerce_event | {'product_action':{'action':'PURCHASE','x':'Y'}} | product_action={action=purchase, x=Y}",
        "commerce_event | {'product_action':{'action':1}} | product_action={action=Digits[text=1]}",
        "commerce_event | {'product_action':'PURCHASE'} | product_action=PURCHASE",
        "commerce_event | {'promotion_action':{'action':1}} | promotion_action={action=view}",
        "commerce_event | {'promotion_action':{'action':2}} | promotion_action={action=click}",
        "commerce_event | {'promotion_action':{'action':3}} | promotion_action={action=Digits[text=3]}",
        "commerce_event | {'promotion_action':{'action':1.0}} | promotion_action={action=Digits[text=1.0]}",
        "commerce_event | {'promotion_action':{'action':'VIEW'}} | promotion_action={action=view}",
        "push_message | {'push_message_type':'SENT','network':'WiFi','application_state':'NOT_RUNNING'} | push_message_type=sent, network=wifi, application_state=not_running",
        "application_state_transition | {'application_transition_type':'EXIT'} | application_transition_type=application_exit",
        "application_state_transition | {'application_transition_type':'APPLICATION_EXIT'} | application_transition_type=application_exit",
        "application_state_transition | {'application_transition_type':'foreground'} | application_transition_type=application_foreground",
      })
  void wordsOfClients_leaveAsDocumented(String type, String data, String expected) {
    assertThat(data(type, data.replace('\'', '"'), "{}")).startsWith("{" + expected + ",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'customerid':'c','email':'e'}                    | customer_id=c email=e",
        "{'email':'e','customerid':'c'}                    | email=e customer_id=c",
        "{'customerid':'c','customer_id':'d'}              | customer_id=d",
        "{'customer_id':'d','email':'e','customerid':'c'}  | customer_id=d email=e",
        "{'customer_id':'','email':'e','customerid':'c'}   | email=e customer_id=c",
        "{'customerid':'','customer_id':null}              | ``",
        "{'customer_i\\u0064':'d','customerid':'c'}        | customer_id=d",
      })
  void customerid_isCustomerId(String identities, String expected) {
    Batch batch = batch("{\"mpid\":1,\"user_identities\":" + identities.replace('\'', '"') + "}");
    StringBuilder out = new StringBuilder();
    for (Object each : elements(message("{}", batch), "user_identities")) {
      out.append(out.isEmpty() ? "" : " ")
          .append(at(each, "identity_type"))
          .append('=')
          .append(at(each, "identity"));
    }
    assertThat(out.toString()).isEqualTo(expected);
  }

  @Test
  void mpidAndBatchIdAsStrings_leaveAsNumbers() {
    Batch batch = batch("{\"mpid\":\"-0\",\"batch_id\":\"\\u0031\\u0032\"}");
    Map<?, ?> message = message("{}", batch);
    assertThat(message.get("mpid")).isEqualTo(new Digits("-0"));
    assertThat(message.get("batch_id")).isEqualTo(new Digits("12"));
  }

  // ---- locations

  @Test
  void locations_areRemovedFromDataAndFromBreadcrumbs_andFromNowhereElse() {
    String json =
        """
        {"mpid":1,"location":1,"events":[
          {"event_type":"crash_report","location":{"a":1},"data":{ "location" : {"a":1} ,
            "breadcrumbs":[{"location":1,"data":{"x":1,"location":2}},{"data":{"location":3}},
              {"x":{"location":4},"location":5,"y":6}, 7, null],
            "other":{"location":8}}},
          {"event_type":"opt_out","data":{"location":9}}]}\
        """;
    Map<?, ?> message = message("{\"includeLocationInformation\":false}", batch(json));
    assertThat(message.get("location")).isEqualTo(new Digits("1"));
    assertThat(at(message, "events.0.location")).isEqualTo(Map.of("a", new Digits("1")));
    assertThat(at(message, "events.0.data.breadcrumbs"))
        .isEqualTo(
            JsonTree.of(
                "[{\"data\":{\"x\":1}},{\"data\":{}},{\"x\":{\"location\":4},\"y\":6},7,null]"));
    assertThat(at(message, "events.0.data.other")).isEqualTo(Map.of("location", new Digits("8")));
    assertThat(String.valueOf(at(message, "events.0.data"))).doesNotStartWith("{location");
    assertThat(at(message, "events.1.data.location")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'location':{'a':1}}                    | {'location':{'a':1}}",
        "{ }                                     | {'location':LOC}",
        "{'location':null}                       | {'location':LOC}",
        "{'x':1,'location':[1],'y':2}            | {'x':1,'location':LOC,'y':2}",
        "{'x':1}                                 | {'x':1,'location':LOC}",
        "null                                    | {'location':LOC}",
        "'text'                                  | {'location':LOC}",
      })
  void contextWithoutALocation_gainsThatOfTheFirstEvent(String context, String expected) {
    String location = "{\"latitude\":1.50,\"longitude\":-2}";
    String json =
        "{\"mpid\":1,\"context\":"
            + context.replace('\'', '"')
            + ",\"events\":["
            + event("opt_out", "{\"location\":{\"latitude\":\"1\",\"longitude\":2}}")
            + ","
            + event("opt_out", "{\"location\":{\"latitude\":1,\"longitude\":null}}")
            + ","
            + event(
                "opt_out",
                "{\"a\":\"\\u0041\",\"timestamp_unixtime_ms\":null,\"location\":" + location + "}")
            + "]}";
    Map<?, ?> message = message("{\"includeEventBatchLocation\":true}", batch(json));
    assertThat(message.get("context"))
        .isEqualTo(JsonTree.of(expected.replace('\'', '"').replace("LOC", location)));
    Map<?, ?> without =
        message(
            "{\"includeEventBatchLocation\":true,\"includeLocationInformation\":false}",
            batch(json));
    assertThat(without.get("context")).isEqualTo(JsonTree.of(context.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'location':null}                       | ",
        "{'location':{},'x':null}                | {'x':null}",
        "{'x':1 , 'loc\\u0061tion':{} , 'y':2}   | {'x':1,'y':2}",
        "{'x':1,'location':{}}                   | {'x':1}",
        "[{'location':1}]                        | [{'location':1}]",
      })
  void locationOfTheBatch_isRemovedUnlessAskedFor(String context, String expected) {
    String json = "{\"mpid\":1,\"context\":" + context.replace('\'', '"') + "}";
    Map<?, ?> message = message("{}", batch(json));
    if (expected == null) {
      assertThat(message.containsKey("context")).isFalse();
    } else {
      assertThat(message.get("context")).isEqualTo(JsonTree.of(expected.replace('\'', '"')));
    }
  }

  // ---- metadata

  @Test
  void excludedFields_leaveTheirNode_evenIfItIsEmptied() {
    String json =
        """
        {"mpid":1,"device_info":{"a.b":1,"x":2},"application_info":{ "x":1,"x2":2,"\\u0078\\u0033":3 },
         "source_info":{"x":1}}\
        """;
    Map<?, ?> message =
        message(
            "{\"metadataFieldExclusion\":[\"device_info.a.b\",\"x\",\"application_info.x2\","
                + "\"application_info.x3\",\"source_info.partner\",\"channel\"]}",
            batch(json));
    assertThat(message.get("device_info")).isEqualTo(Map.of());
    assertThat(message.get("application_info")).isEqualTo(Map.of());
    assertThat(message.get("source_info"))
        .hasToString("{replay_request_id=null, replay_job_id=null, is_historical=false}");
  }

  @Test
  void metadataThatIsNoObject_passes() {
    Map<?, ?> message =
        message(
            "{\"metadataFieldExclusion\":[\"x\"]}",
            batch("{\"mpid\":1,\"device_info\":[{\"x\":1}],\"application_info\":\"x\"}"));
    assertThat(message.get("device_info")).isEqualTo(JsonTree.of("[{\"x\":1}]"));
    assertThat(message.get("application_info")).isEqualTo("x");
  }

  // ---- what data gains

  @Test
  void nullsThatARuleFills_areReplacedInPlace_othersStay() {
    String json =
        """
        {"mpid":1,"events":[{"event_type":"session_start","data":{"event_id":null,"session_id":null,
          "session_start_unixtime_ms":null,"event_start_unixtime_ms":null,"timestamp_unixtime_ms":"-5",
          "session_uuid":"S","other":null}},
         {"event_type":"opt_out","data":null,"x":1},
         {"data":{"session_id":null,"session_start_unixtime_ms":null},"event_type":"opt_out"}]}\
        """;
    Map<?, ?> message = message("{}", batch(json));
    Object first = at(message, "events.0.data");
    assertThat(at(first, "event_id")).isInstanceOf(Digits.class);
    assertThat(at(first, "session_id")).isEqualTo(new Digits("668166652245135334"));
    assertThat(at(first, "session_start_unixtime_ms")).isEqualTo("-5");
    assertThat(at(first, "event_start_unixtime_ms")).isEqualTo("-5");
    assertThat(String.valueOf(first)).contains("other=null");
    assertThat(at(message, "events.1.data.timestamp_unixtime_ms"))
        .isEqualTo(new Digits(String.valueOf(Example.NOW)));
    assertThat(at(message, "events.1.x")).isEqualTo(new Digits("1"));
    assertThat(String.valueOf(at(message, "events.2.data")))
        .startsWith("{session_id=null, session_start_unixtime_ms=null, timestamp");
  }

  @Test
  void aSessionId_isTheSame_asANumberAndAsText_andNeverAUuid() {
    String json =
        """
        {"mpid":1,"events":[{"event_type":"session_start","data":{"session_id":"9","timestamp_unixtime_ms":1}},
         {"event_type":"opt_out","data":{"session_id":9}},
         {"event_type":"opt_out","data":{"session_uuid":"9"}}]}\
        """;
    Map<?, ?> message = message("{}", batch(json));
    assertThat(at(message, "events.1.data.session_start_unixtime_ms")).isEqualTo(new Digits("1"));
    assertThat(at(message, "events.2.data.session_start_unixtime_ms")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "29959B6B-9C3B-486F-9807-B5534EA1B16A, -8572887793551346848",
    "84E1B361-A282-4ADF-8A6D-1D31E6DD5A9E, 6051321688317951794",
    "8B8DFAA2-17C7-43E8-88EE-5F2DCF016D56, -2271448330363288817",
  })
  void sessionIds_areThoseOfTheSamples(String uuid, String id) {
    String escaped = "\\u00" + Integer.toHexString(uuid.charAt(0)) + uuid.substring(1);
    for (String written : new String[] {uuid, escaped}) {
      assertThat(data("opt_out", "{\"session_uuid\":\"" + written + "\"}", "{}"))
          .contains("session_id=Digits[text=" + id + "]");
    }
  }

  @Test
  void sessionIds_areOfUtf16Units() {
    // FNV-1a over E9 00, 3D D8, 80 DE: computed by hand in another language.
    assertThat(data("opt_out", "{\"session_uuid\":\"\u00e9\ud83d\ude80\"}", "{}"))
        .contains("session_id=Digits[text=" + FNV_OF_E9_ROCKET + "]");
  }

  private static final String FNV_OF_E9_ROCKET = "-2945434059989764617";

  // ---- lines

  @Test
  void lineBreaksOfTheClient_doNotBreakTheLine() {
    String json =
        "{\r\n \"mpid\": 1,\n \"x\": [1,\n 2],\n \"events\": [ {\n\"event_type\":\"opt_out\"\n} ]\n}";
    String document = messages("{}", batch(json)).getFirst().document().text();
    assertThat(document).endsWith("}\n").containsOnlyOnce("\n").doesNotContain("\r");
    assertThat(document).contains("\"x\":[1,  2]");
  }

  @Test
  void recordDelimiter_none() {
    String settings = "{\"recordDelimiter\":\"none\"}";
    String document = messages(settings, batch("{\"mpid\":1}")).getFirst().document().text();
    assertThat(document).endsWith("}").doesNotContain("\n");
  }

  @Test
  void uniqueId_isWrittenAsAString() {
    String settings = "{\"uniqueId\":\"a\\\"\\\\\\n\u00e9\"}";
    assertThat(message(settings, batch("{\"mpid\":1,\"unique_id\":\"x\"}")).get("unique_id"))
        .isEqualTo("a\"\\\n\u00e9");
  }
}
