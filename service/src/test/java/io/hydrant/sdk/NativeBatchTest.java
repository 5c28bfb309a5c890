package io.hydrant.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Reading;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonOutput;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import io.hydrant.simulator.Way;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What batches of mobile SDKs come to in the Events API: those the Android SDK sent, each kind of
/// message, and whatever a random hand makes of them.
final class NativeBatchTest {
  private static final Origin ORIGIN = new Origin("app", Channel.NATIVE, null, false, 1);

  @ParameterizedTest
  @ValueSource(strings = {"02", "03", "06", "09", "10", "11", "12"})
  void whatTheAndroidSdkSent_isABatchOfTheEventsApi_withAllItsEvents(String number)
      throws Exception {
    byte[] body = capture("android-" + number);
    String text = translate(body);
    Reading reading = read(text);
    assertThat(reading.errors()).isEmpty();
    JsonIndex came = JsonIndex.of(body);
    JsonIndex made = JsonIndex.of(text.getBytes(StandardCharsets.UTF_8));
    assertThat(made.count(made.find(0, JsonName.of("events"))))
        .isEqualTo(came.count(came.find(0, JsonName.of("msgs"))));
  }

  @Test
  void aBatch_saysItselfInTheEventsApisNames_andKeepsWhatHasNone() throws Exception {
    assertThat(
            translate(
                """
                {"dt":"h","id":"b-1","ct":5,"sdk":"5.99.0","oo":false,"mpid":"1001","dbg":true,\
                "das":"d-1","uad":["n"],"ia":{"128":{"MCID":"abc"}},\
                "con":{"gdpr":{"marketing":{"c":true,"d":"v1","ts":6,"l":"loc","h":"hw"}},\
                "ccpa":{"data_sale_opt_out":{"c":false,"ts":7}}},\
                "ctx":{"dpln":{"id":"plan_a","v":3}},\
                "ai":{"apn":"com.shop","an":"Shop","av":"1.2","env":1},\
                "di":{"b":"brand","dosv":"33","vr":"13","dsh":470},\
                "ui":[{"n":1,"i":"c1","dfs":8,"f":true},{"n":7,"i":"a@example.com","dfs":9},\
                {"n":99,"i":"new"}],\
                "ua":{"vip":"null","plan":"gold","fav":["a"]},"msgs":[]}\
                """))
        .isEqualTo(
            """
            {"source_request_id":"b-1","timestamp_unixtime_ms":5,"sdk_version":"5.99.0",\
            "mpid":"1001","environment":"development","mp_deviceid":"d-1",\
            "deleted_user_attributes":["n"],"integration_attributes":{"128":{"MCID":"abc"}},\
            "consent_state":{"gdpr":{"marketing":{"consented":true,"document":"v1",\
            "timestamp_unixtime_ms":6,"location":"loc","hardware_id":"hw"}},\
            "ccpa":{"data_sale_opt_out":{"consented":false,"timestamp_unixtime_ms":7}}},\
            "context":{"data_plan":{"plan_id":"plan_a","plan_version":3}},\
            "application_info":{"package":"com.shop","application_name":"Shop",\
            "application_version":"1.2","native":{"env":1}},\
            "device_info":{"brand":"brand","os_version":"13","screen_height":470,\
            "native":{"dosv":"33"}},\
            "user_identities":{"customer_id":"c1","email":"a@example.com","99":"new"},\
            "user_attributes":{"vip":null,"plan":"gold","fav":["a"]},"events":[],\
            "native":{"dt":"h","oo":false,"ui":[{"n":1,"dfs":8,"f":true},{"n":7,"dfs":9},\
            {"n":99}]}}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{`dt`:`ss`,`ct`:1,`id`:`S`,`psl`:15}|{`event_type`:`session_start`,`data`:{`timestamp_unixtime_ms`:1,`session_start_unixtime_ms`:1,`source_message_id`:`S`,`session_uuid`:`S`},`native`:{`psl`:15}}",
        "{`dt`:`se`,`sid`:`S`,`sct`:1,`sl`:9,`slx`:10,`smpids`:[1]}|{`event_type`:`session_end`,`data`:{`session_uuid`:`S`,`session_start_unixtime_ms`:1,`session_duration_ms`:9},`native`:{`slx`:10,`smpids`:[1]}}",
        "{`dt`:`e`,`et`:`UserContent`,`n`:`N`,`est`:1,`en`:0,`attrs`:{`a`:`1`},`flags`:{`f`:[`v`]}}|{`event_type`:`custom_event`,`data`:{`custom_event_type`:`user_content`,`event_name`:`N`,`event_start_unixtime_ms`:1,`event_num`:0,`custom_attributes`:{`a`:`1`},`custom_flags`:{`f`:[`v`]}}}",
        "{`dt`:`v`,`n`:`Home`,`t`:`activity_started`,`lc`:{`lat`:1.50,`lng`:2,`acc`:3}}|{`event_type`:`screen_view`,`data`:{`screen_name`:`Home`,`activity_type`:`activity_started`,`location`:{`latitude`:1.50,`longitude`:2,`accuracy`:3}}}",
        "{`dt`:`cm`,`cu`:`USD`,`pd`:{`an`:`purchase`,`tr`:39.98,`pl`:[{`id`:`s`,`nm`:`Shoe`,`x`:1}]}}|{`event_type`:`commerce_event`,`data`:{`currency_code`:`USD`,`product_action`:{`action`:`purchase`,`total_amount`:39.98,`products`:[{`id`:`s`,`name`:`Shoe`,`native`:{`x`:1}}]}}}",
        "{`dt`:`cm`,`pm`:{`an`:`click`,`pl`:[{`id`:`p`,`cr`:`c`}]},`pi`:[{`pil`:`l`,`pl`:[{`qt`:2}]}]}|{`event_type`:`commerce_event`,`data`:{`promotion_action`:{`action`:`click`,`promotions`:[{`id`:`p`,`creative`:`c`}]},`product_impressions`:[{`product_impression_list`:`l`,`products`:[{`quantity`:2}]}]}}",
        "{`dt`:`ast`,`t`:`app_fore`,`ifr`:true,`nsi`:0}|{`event_type`:`application_state_transition`,`data`:{`application_transition_type`:`application_foreground`,`is_first_run`:true},`native`:{`nsi`:0}}",
        "{`dt`:`o`,`s`:true}|{`event_type`:`opt_out`,`data`:{`is_opted_out`:true}}",
        "{`dt`:`uac`,`n`:`n`,`nv`:null,`ov`:5,`d`:true,`na`:false}|{`event_type`:`user_attribute_change`,`data`:{`user_attribute_name`:`n`,`new`:null,`old`:5,`deleted`:true,`is_new_attribute`:false}}",
        "{`dt`:`uic`,`ni`:{`n`:7,`i`:`a@b.c`,`dfs`:1,`f`:true},`oi`:null}|{`event_type`:`user_identity_change`,`data`:{`new`:{`identity_type`:`email`,`identity`:`a@b.c`,`timestamp_unixtime_ms`:1,`created_this_batch`:true},`old`:null}}",
        "{`dt`:`x`,`m`:`boom`,`eh`:`true`,`bc`:[{`dt`:`bc`,`l`:`b`}]}|{`event_type`:`crash_report`,`data`:{`message`:`boom`,`exception_handled`:`true`,`breadcrumbs`:[{`event_type`:`breadcrumb`,`data`:{`label`:`b`}}]}}",
        "{`dt`:`pr`,`to`:`t`,`tot`:`google`,`r`:true}|{`event_type`:`push_registration`,`data`:{`push_token`:`t`,`push_token_type`:`google`,`register`:true}}",
        "{`dt`:`pm`,`pay`:`{}`,`t`:`received`,`as`:`foreground`}|{`event_type`:`push_message`,`data`:{`payload`:`{}`,`push_message_type`:`received`,`application_state`:`foreground`}}",
        "{`dt`:`npe`,`v`:`GET`,`url`:`u`,`te`:1,`bo`:2,`bi`:3}|{`event_type`:`network_performance`,`data`:{`http_verb`:`GET`,`url`:`u`,`time_elapsed_ms`:1,`bytes_out`:2,`bytes_in`:3}}",
        "{`dt`:`pro`,`t`:`login`}|{`event_type`:`profile`,`data`:{`profile_event_type`:`login`}}",
        "{`dt`:`fr`,`ct`:1}|{`event_type`:`first_run`,`data`:{`timestamp_unixtime_ms`:1}}",
        "{`dt`:`media`,`ct`:1,`play`:2}|{`event_type`:`media`,`data`:{`timestamp_unixtime_ms`:1},`native`:{`dt`:`media`,`play`:2}}",
        "{`dt`:`e`,`ct`:1.5,`sid`:7}|{`event_type`:`custom_event`,`data`:{},`native`:{`ct`:1.5,`sid`:7}}",
      })
  void eachMessage_isTheEventItIs(String message, String event) throws Exception {
    // CSV takes quotes away from a field that begins with one, so they are written as others here.
    String came = message.replace('`', '"');
    String text = translate("{\"msgs\":[" + came + "]}");
    assertThat(text).isEqualTo("{\"events\":[" + event.replace('`', '"') + "]}");
  }

  @Test
  void environment_isWhatTheBatchSays_elseTheApplication() throws Exception {
    assertThat(translate("{\"dbg\":false,\"ai\":{\"env\":1}}"))
        .startsWith("{\"environment\":\"production\"");
    assertThat(translate("{\"ai\":{\"env\":1}}")).startsWith("{\"environment\":\"development\"");
    assertThat(translate("{\"ai\":{\"env\":3}}")).doesNotContain("environment");
  }

  /// Nothing breaks, nothing goes missing: every text of the batch that came is in the one that is
  /// made, or the batch is refused with a reason.
  @Test
  void whateverIsMadeOfABatch_isTakenOrRefused_andLosesNothing() throws Exception {
    long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    System.out.println("NativeBatchTest seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> captured = new ArrayList<>();
    for (String number : List.of("02", "03", "06", "09", "10", "11")) {
      captured.add(capture("android-" + number));
    }
    int taken = 0;
    for (int i = 0; i < 2_000; i++) {
      JsonIndex json = JsonIndex.of(captured.get(random.nextInt(captured.size())));
      NativeScramble scramble = new NativeScramble(json, random);
      String text = translate(scramble.text().getBytes(StandardCharsets.UTF_8));
      Reading reading = read(text);
      taken += reading.batches().size();
      assertThat(reading.batches().isEmpty()).isEqualTo(!reading.errors().isEmpty());
      for (String mark : scramble.marks()) {
        assertThat(text).as("seed " + seed + ", batch " + i).contains(mark);
      }
    }
    assertThat(taken).isBetween(200, 2_000);
  }

  private static Reading read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return BatchReader.one(bytes, bytes.length, ORIGIN, Way.NO_LIMITS);
  }

  private static String translate(String batch) throws Exception {
    return translate(batch.getBytes(StandardCharsets.UTF_8));
  }

  private static String translate(byte[] batch) throws Exception {
    JsonOutput out = NativeBatch.translate(JsonIndex.of(batch), 0);
    return new String(out.toArray(), StandardCharsets.UTF_8);
  }

  private static byte[] capture(String name) throws Exception {
    try (InputStream file =
        NativeBatchTest.class.getResourceAsStream("/captures/" + name + ".json")) {
      return Objects.requireNonNull(file).readAllBytes();
    }
  }
}
