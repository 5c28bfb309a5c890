package io.hydrant.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.encode.SourceInfo;
import io.hydrant.preview.Previewed.Answer;
import io.hydrant.preview.Previewed.Leaving;
import io.hydrant.vectors.Example;
import io.hydrant.vectors.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a preview says beyond the messages of the vectors.
class PreviewTest {
  private static final String CUSTOM = "{'event_type':'custom_event','data':{}}";

  private static List<String> leaves(Answer answer) {
    return answer.messages().stream().map(message -> message.when().words()).toList();
  }

  @Test
  void batchesOfADevice_shareAMessageForOneInterval() {
    String batch = "{'mpid':1,'events':[" + CUSTOM + "]}";
    Answer answer =
        new Asking("batchInterval: 1m")
            .post(0, batch)
            .post(59_999, batch)
            .post(60_000, batch)
            .post(61_000, batch.replace("'mpid':1", "'mpid':2"))
            .answer();
    assertThat(answer.messages()).extracting(Leaving::events).containsExactly(2, 1, 1);
    assertThat(leaves(answer))
        .containsOnly("at the end of this device's window, within 1m")
        .hasSize(3);
  }

  @Test
  void batchOfNobody_andEventsByThemselves_leaveAtOnce() {
    String two = "{'events':[" + CUSTOM + "," + CUSTOM + "]}";
    assertThat(leaves(new Asking("").post(0, two).post(0, two).answer()))
        .containsExactly("at once", "at once");
    assertThat(leaves(new Asking("sendAsBatch: false").post(0, two).answer()))
        .containsExactly("at once", "at once");
  }

  @Test
  void batchThatIsNotSent_isToldEventByEvent_andNothingOfItsMembers() {
    String batch =
        "{'mpid':'1','ip':'x','events':[{'event_type':'screen_view'},{'event_type':'x'}]}";
    Answer answer = new Asking("environment: development").post(0, batch).answer();
    assertThat(Asking.notes(answer.leftOut()))
        .containsExactly("0 0screen_view  environment", "0 1x  environment");
    assertThat(answer.changed()).isEmpty();
    assertThat(answer.messages()).isEmpty();
  }

  @Test
  void batchWithNothingLeft_isToldBesideItsEvents() {
    String batch = "{'events':[{'event_type':'screen_view'}]}";
    Answer answer =
        new Asking("sendScreenViews: false, sendBatchesWithoutEvents: false")
            .post(0, batch)
            .post(0, "{}")
            .answer();
    assertThat(Asking.notes(answer.leftOut()))
        .containsExactly(
            "0 0screen_view  sendScreenViews",
            "0  sendBatchesWithoutEvents",
            "1  sendBatchesWithoutEvents");
    assertThat(answer.counts().filtered())
        .containsOnly(Map.entry("sendScreenViews", 1), Map.entry("sendBatchesWithoutEvents", 1));
  }

  @Test
  void memberThatIsLeftOutWhole_isToldOnce() {
    String batch = "{'user_identities':{'email':'','customerid':'1','customer_id':'2'}}";
    assertThat(Asking.notes(new Asking("").post(0, batch).answer().leftOut()))
        .containsExactly(
            "0 user_identities.email has no value",
            "0 user_identities.customerid customer_id says it");
    assertThat(
            Asking.notes(
                new Asking("includeUserIdentities: false").post(0, batch).answer().leftOut()))
        .containsExactly("0 user_identities includeUserIdentities");
  }

  @Test
  void pathsNameThePlaceInTheBatch() {
    String batch =
        "{'events':[{'event_type':'x'},{'event_type':'CRASH_REPORT','data':{'breadcrumbs':"
            + "[{},{'data':{'a':[1,{}],'location':1}}],'location':{'a':1}}}],'context':{'a':0,'location':0}}";
    Answer answer = new Asking("includeLocationInformation: false").post(0, batch).answer();
    assertThat(Asking.notes(answer.leftOut()))
        .containsExactlyInAnyOrder(
            "0 context.location includeEventBatchLocation",
            "0 events[1].data.breadcrumbs[1].data.location includeLocationInformation",
            "0 events[1].data.location includeLocationInformation");
    assertThat(Asking.notes(answer.changed()))
        .containsExactly("0 events[1].event_type leaves in the documented form");
  }

  @Test
  void twin_isToldToBeOne_andCountedAsTheLedgerWould() {
    String batch = "{'source_request_id':'r','events':[" + CUSTOM + "]}";
    Answer answer = new Asking("").post(0, batch).post(1, batch).answer();
    assertThat(Asking.notes(answer.leftOut()))
        .containsExactly("1 0custom_event  has a source_request_id that came before");
    assertThat(answer.counts()).isEqualTo(new Previewed.Counts(1, 1, Map.of()));
  }

  @Test
  void invalidBatches_keepTheirPlacesInTheCount() {
    Answer answer = new Asking("").post(0, "[1,{'ip':'x'},{'mpid':'y'},{'ip':'x'}]").answer();
    assertThat(Asking.notes(answer.leftOut()))
        .containsExactly("1 ip is only ever input", "3 ip is only ever input");
    assertThat(answer.errors()).hasSize(2).allMatch(error -> error.matches("\\[[02]]: .*"));
  }

  @Test
  void errorsOfSeveralRequests_sayWhichTheyAreOf() {
    Answer answer = new Asking("").post(0, "{}").post(0, "{'mpid':[]}").answer();
    assertThat(answer.errors()).singleElement().asString().startsWith("requests[1]: mpid: must be");
  }

  @ParameterizedTest
  @CsvSource({
    "'enabled: false', 'once its connection is enabled again; else at once'",
    "'enabled: true', at once",
  })
  void disabledConnectionThatHolds_sendsLater(String settings, String words) {
    Answer answer = new Asking(settings + ", sendAsBatch: false").post(0, "{}").answer();
    assertThat(leaves(answer)).containsExactly(words);
  }

  @Test
  void disabledConnectionThatDiscards_sendsNothing() {
    String batch = "{'events':[{'event_type':'screen_view'}," + CUSTOM + "]}";
    Answer answer =
        new Asking("enabled: false, whileDisabled: discard, sendScreenViews: false")
            .post(0, batch)
            .answer();
    assertThat(answer.messages()).isEmpty();
    assertThat(Asking.notes(answer.leftOut()))
        .containsExactly("0 0screen_view  sendScreenViews", "0 1custom_event  whileDisabled");
  }

  @Test
  void sourceInfoThatNoMessageHas_isToldOnce() {
    Answer answer =
        new Asking("metadataFieldExclusion: [channel, source_info.partner]").post(0, "{}").answer();
    assertThat(Asking.notes(answer.leftOut()))
        .containsExactly(
            "-1 source_info.channel metadataFieldExclusion",
            "-1 source_info.partner metadataFieldExclusion");
    Object left = Example.at(JsonTree.of(text(answer)), "source_info");
    assertThat(left).asString().doesNotContain("channel", "partner").contains("is_historical");
  }

  /// Whatever can be left out of it is named.
  @Test
  void everyMemberOfSourceInfo_canBeToldToBeLeftOut() {
    Object info =
        Example.at(JsonTree.of(text(new Asking("").post(0, "{}").answer())), "source_info");
    String names =
        Objects.requireNonNull((Map<?, ?>) info).keySet().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    List<String> named = new ArrayList<>();
    SourceInfo.leftOut(
        Example.content("{\"metadataFieldExclusion\":[\"" + names.replace(",", "\",\"") + "\"]}"),
        (path, setting) -> named.add(path.replace("source_info.", "")));
    assertThat(String.join(",", named)).isEqualTo(names);
  }

  @Test
  void examples_areIdsAndTimesOfReceipt_onlyWhereTheBatchHasNone() {
    String batch =
        "{'batch_id':1,'user_identities':{'email':'e'},'events':[{'event_type':'x','data':"
            + "{'event_id':1,'timestamp_unixtime_ms':2}},{'event_type':'x'}]}";
    assertThat(new Asking("").post(0, batch).answer().messages().getFirst().examples())
        .containsExactly(
            "events[1].data.timestamp_unixtime_ms",
            "events[1].data.event_id",
            "events[1].data.event_start_unixtime_ms",
            "message_id",
            "timestamp_unixtime_ms",
            "user_identities[0].timestamp_unixtime_ms");
  }

  @Test
  void namesThatAreCut_areToldToBe() {
    String batch = "{'ip':'x','user_attributes':{'" + "n".repeat(257) + "':1}}";
    Answer answer = new Asking("").post(0, "[{}," + batch + "]").answer();
    assertThat(Asking.notes(answer.changed()))
        .containsExactly("1  has names that are cut to 256 characters (limits.nameLength)");
    assertThat(Asking.notes(answer.leftOut())).containsExactly("1 ip is only ever input");
  }

  /// A batch of many places does not take the square of them: seconds would be minutes.
  @Test
  @Timeout(20)
  void manyPlaces_areNamedInTheTimeOfOneWalk() {
    String crumbs = "{'location':1},".repeat(12_000);
    String batch =
        "{'events':[{'event_type':'x','data':{'breadcrumbs':["
            + crumbs
            + "1]}}"
            + ",{'event_type':'y'}".repeat(2_000)
            + "]}";
    Answer answer = new Asking("includeLocationInformation: false").post(0, batch).answer();
    assertThat(answer.leftOut()).hasSize(12_000);
    assertThat(answer.leftOut().getLast().place().path())
        .isEqualTo("events[0].data.breadcrumbs[11999].location");
    assertThat(answer.messages().getFirst().examples()).hasSize(3 * 2_001 + 3);
  }

  private static String text(Answer answer) {
    return answer.messages().getFirst().document().text();
  }
}
