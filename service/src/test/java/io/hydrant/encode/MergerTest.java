package io.hydrant.encode;

import static io.hydrant.vectors.Example.NOW;
import static io.hydrant.vectors.Example.at;
import static io.hydrant.vectors.Example.batch;
import static io.hydrant.vectors.Example.message;
import static io.hydrant.vectors.Example.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.Hash;
import io.hydrant.model.Message;
import io.hydrant.select.Selector;
import io.hydrant.settings.Content;
import io.hydrant.vectors.Example;
import io.hydrant.vectors.JsonTree;
import io.hydrant.vectors.JsonTree.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MergerTest {
  private static final Content CONTENT = Example.content("{}");
  private static final Hash GROUP = new Hash(3, 4);
  private static final UUID STORE = new UUID(1, 2);

  private static Encoder encoder(int recordBytesMax) {
    return new Encoder(STORE, 5, recordBytesMax);
  }

  private static Fragment fragment(Batch batch) {
    return Objects.requireNonNull(Selector.select(batch, CONTENT).kept()).finish(1, Bytes.EMPTY);
  }

  /// What becomes of a member when two batches of a group say this.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x                      | {'a':1}        | {'b':2}                | {'b':2}",
        "x                      | 1              | null                   | 1",
        "x                      | null           | null                   | null",
        "x                      | null           | 0                      | 0",
        "user_attributes        | {'a':'1'}      | {'b':'2','a':null}     | {'a':null,'b':'2'}",
        "user_attributes        | {'a':{'x':1}}  | {'a':{'y':2}}          | {'a':{'y':2}}",
        "user_attributes        | {'a':'1'}      | null                   | {'a':'1'}",
        "user_attributes        | {'a':'1'}      | 'text'                 | 'text'",
        "user_attributes        | ['a']          | {'b':1}                | {'b':1}",
        "user_attributes        | {'a':'1','b':1} | {'\\u0061':'2'}       | {'a':'2','b':1}",
        "user_attributes        | {'\\ud800':1}  | {'\\ud801':2}          | {'\\ud800':1,'\\ud801':2}",
        "integration_attributes | {'1':{'a':1}}  | {'1':null,'2':null}    | {'1':{'a':1},'2':null}",
        "integration_attributes | {'1':null}     | {'1':{}}               | {'1':{}}",
        "partner_identities     | {'a':'1'}      | {'b':'2'}              | {'a':'1','b':'2'}",
        "deleted_user_attributes | ['a','b']     | ['b','c']              | ['a','b','c']",
        "deleted_user_attributes | ['a','b']     | ['\\u0062',1,1.0,1]    | ['a','b',1,1.0]",
        "deleted_user_attributes | ['a']         | null                   | ['a']",
        "deleted_user_attributes | ['a']         | 'b'                    | 'b'",
        "deleted_user_attributes | null          | ['b','b']              | ['b','b']",
      })
  void membersOfTwoBatches(String name, String first, String second, String expected) {
    String batch = "{\"mpid\":1,\"%s\":%s}";
    assertThat(
            message(
                    "{}",
                    batch(batch.formatted(name, first.replace('\'', '"'))),
                    batch(batch.formatted(name, second.replace('\'', '"'))))
                .get(name))
        .isEqualTo(JsonTree.of(expected.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1,'b':2}| []       | null           | ['a']      | {'b':2}       | ['a']",
        "{'a':1}      | []       | {'a':2}        | ['a']      | {'a':2}       | ['a']",
        "{'a':1}      | []       | null           | ['a']      | {}            | ['a']",
        "null         | ['a']    | {'a':null}     | []         | {'a':null}    | []",
        "null         | ['a']    | {'\\u0061':1}  | null       | {'a':1}       | []",
        "null         | ['a','b']| {'a':1}        | ['a']      | {'a':1}       | ['a','b']",
        "{'a':1}      | ['a']    | null           | null       | {'a':1}       | ['a']",
        "{'a':1}      | ['a']    | {'a':1}        | null       | {'a':1}       | []",
        "null         | ['a']    | 'a'            | null       | 'a'           | ['a']",
        "{'1':1}      | []       | null           | [1]        | {'1':1}       | [1]",
      })
  void attributesAndTheDeletedOnes(
      String firstSet, String firstDeleted, String set, String deleted, String left, String gone) {
    String batch = "{'mpid':1,'user_attributes':%s,'deleted_user_attributes':%s}";
    Object message =
        message(
            "{}",
            batch(batch.formatted(firstSet, firstDeleted).replace('\'', '"')),
            batch(batch.formatted(set, deleted).replace('\'', '"')));
    assertThat(at(message, "user_attributes")).isEqualTo(JsonTree.of(left.replace('\'', '"')));
    assertThat(at(message, "deleted_user_attributes"))
        .isEqualTo(JsonTree.of(gone.replace('\'', '"')));
  }

  @Test
  void identities_haveTheTimeOfTheirLastBatch_orOfTheirLastChange() {
    String change =
        """
        {"event_type":"user_identity_change","data":{"new":{"identity_type":"%s","identity":%s,
         "timestamp_unixtime_ms":%s}}}\
        """;
    Object message =
        message(
            "{}",
            batch("{\"mpid\":1,\"user_identities\":{\"email\":\"a\",\"other\":7}}", NOW),
            batch(
                "{\"mpid\":1,\"user_identities\":{\"twitter\":\"t\",\"email\":\"b\"},\"events\":["
                    + change.formatted("email", "\"a\"", "11")
                    + ","
                    + change.formatted("other", "7", "12")
                    + ","
                    + change.formatted("other", "\"7\"", "13")
                    + ","
                    + change.formatted("other", "7", "null")
                    + "]}",
                NOW + 1),
            batch("{\"mpid\":1,\"user_identities\":{\"twitter\":\"t\",\"email\":\"\"}}", NOW + 2));
    assertThat(at(message, "user_identities"))
        .isEqualTo(
            JsonTree.of(
                """
                [{"identity_type":"email","identity":"b","timestamp_unixtime_ms":%d},
                 {"identity_type":"other","identity":7,"timestamp_unixtime_ms":12},
                 {"identity_type":"twitter","identity":"t","timestamp_unixtime_ms":%d}]\
                """
                    .formatted(NOW + 1, NOW + 2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'identity':'x'}] | {'email':'e'} | [{'identity_type':'email','identity':'e','timestamp_unixtime_ms':1760000000000}]",
        "[{'identity':'x'}] | {}            | []",
        "[{'identity':'x'}] | null          | [{'identity':'x'}]",
        "{'email':'e'}      | []            | []",
      })
  void identityListAndObject_replaceEachOther(String first, String second, String expected) {
    String batch = "{\"mpid\":1,\"user_identities\":%s}";
    Object message =
        message(
            "{}",
            batch(batch.formatted(first.replace('\'', '"'))),
            batch(batch.formatted(second.replace('\'', '"'))));
    assertThat(at(message, "user_identities")).isEqualTo(JsonTree.of(expected.replace('\'', '"')));
  }

  @Test
  void identitiesBeforeAList_areForgotten() {
    Object message =
        message(
            "{}",
            batch("{\"mpid\":1,\"user_identities\":{\"other\":\"o\"}}"),
            batch("{\"mpid\":1,\"user_identities\":[]}"),
            batch("{\"mpid\":1,\"user_identities\":{\"email\":\"e\"}}"));
    assertThat(String.valueOf(at(message, "user_identities"))).startsWith("[{identity_type=email,");
  }

  @Test
  void batchesAreMergedInOrderOfReceipt_notOfAcceptance() {
    String json = "{\"mpid\":1,\"x\":%d,\"events\":[{\"event_type\":\"e%d\"}]}";
    Object message =
        message(
            "{}",
            batch(json.formatted(3, 3), NOW + 3),
            batch(json.formatted(1, 1), NOW + 1),
            batch(json.formatted(4, 4), NOW + 3),
            batch(json.formatted(2, 2), NOW + 2));
    assertThat(at(message, "x")).isEqualTo(new Digits("4"));
    assertThat(at(message, "timestamp_unixtime_ms")).isEqualTo(new Digits("" + (NOW + 3)));
    for (int i = 0; i < 4; i++) {
      assertThat(at(message, "events." + i + ".event_type")).isEqualTo("e" + (i + 1));
    }
  }

  @Test
  void theLocationOfAMessage_isOfItsFirstEventThatHasOne_unlessItsContextHas() {
    String located =
        """
        {"mpid":1,"events":[{"event_type":"opt_out","data":{"location":{"latitude":1,"longitude":%d}}}]}\
        """;
    String settings = "{\"includeEventBatchLocation\":true}";
    Object message =
        message(
            settings,
            batch("{\"mpid\":1,\"context\":{\"location\":{}}}"),
            batch(located.formatted(7)),
            batch("{\"mpid\":1,\"context\":{\"x\":1}}"),
            batch(located.formatted(8)));
    assertThat(at(message, "context"))
        .isEqualTo(JsonTree.of("{\"x\":1,\"location\":{\"latitude\":1,\"longitude\":7}}"));
  }

  // ---- the record limit

  private static List<Fragment> fragments(int count) {
    List<Fragment> fragments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fragments.add(
          fragment(
              batch(
                  """
                  {"mpid":1,"user_attributes":{"a%d":"%s"},"user_identities":{"email":"e%d"},
                   "batch_id":%d,"events":[{"event_type":"custom_event","data":{"x":%d}}]}\
                  """
                      .formatted(i % 7, "v".repeat(i % 50), i, i, i))));
    }
    return fragments;
  }

  @Test
  void aMessage_isFilledToTheLastByte() {
    List<Fragment> fragments = fragments(3);
    Message whole = merge(encoder(Integer.MAX_VALUE), fragments, 0, 3);
    int length = whole.document().length();
    assertThat(merge(encoder(length), fragments, 0, 3)).isEqualTo(whole);

    Merger merger = encoder(length - 1).merger(CONTENT, GROUP);
    assertThat(merger.add(fragments.get(0), 100, 0)).isTrue();
    assertThat(merger.add(fragments.get(1), 101, 0)).isTrue();
    assertThat(merger.add(fragments.get(2), 102, 0)).isFalse();
    assertThat(merger.add(fragments.get(2), 102, 0)).isFalse();
    assertThat(merger.finish()).isEqualTo(merge(encoder(Integer.MAX_VALUE), fragments, 0, 2));
  }

  @Test
  void aMessage_isFilledToTheLastByte_alsoAfterARefusal() {
    List<Fragment> fragments = fragments(2);
    int length = merge(encoder(Integer.MAX_VALUE), fragments, 0, 2).document().length();
    Merger merger = encoder(length).merger(CONTENT, GROUP);
    assertThat(merger.add(fragments.get(0), 100, 0)).isTrue();
    String huge = "{\"mpid\":1,\"x\":\"%s\"}".formatted("h".repeat(length));
    assertThat(merger.add(fragment(batch(huge)), 101, 0)).isFalse();
    assertThat(merger.add(fragments.get(1), 101, 0)).isTrue();
    assertThat(merger.finish().document().length()).isEqualTo(length);
  }

  @Test
  void refusedFragment_leavesNoTrace_evenIfItCameFirst() {
    Merger merger = encoder(700).merger(CONTENT, GROUP);
    String huge = "{\"mpid\":1,\"x\":\"%s\"}".formatted("h".repeat(700));
    assertThat(merger.add(fragment(batch(huge)), 1, 0)).isFalse();
    Fragment small = fragment(batch("{\"mpid\":1}"));
    assertThat(merger.add(small, 2, 0)).isTrue();
    assertThat(merger.add(fragment(batch(huge, NOW - 1)), 3, 0)).isFalse();
    Merger other = encoder(700).merger(CONTENT, GROUP);
    assertThat(other.add(small, 2, 0)).isTrue();
    assertThat(merger.finish()).isEqualTo(other.finish());
  }

  private static Message merge(Encoder encoder, List<Fragment> fragments, int from, int to) {
    Merger merger = encoder.merger(CONTENT, GROUP);
    for (int i = from; i < to; i++) {
      assertThat(merger.add(fragments.get(i), 100 + i, 0)).isTrue();
    }
    return merger.finish();
  }

  @Test
  void everyPart_isMergedFromItsOwnBatchesOnly_andNoneIsTooLong() {
    List<Fragment> fragments = fragments(200);
    int max = 3_000;
    List<Message> parts = new ArrayList<>();
    List<Integer> cuts = new ArrayList<>(List.of(0));
    Merger merger = encoder(max).merger(CONTENT, GROUP);
    for (int i = 0; i < fragments.size(); i++) {
      if (!merger.add(fragments.get(i), 100 + i, 0)) {
        parts.add(merger.finish());
        cuts.add(i);
        merger = encoder(max).merger(CONTENT, GROUP);
        assertThat(merger.add(fragments.get(i), 100 + i, 0)).isTrue();
      }
    }
    parts.add(merger.finish());
    cuts.add(fragments.size());
    assertThat(parts).hasSizeGreaterThan(3);
    assertThat(parts.stream().mapToInt(Message::count).sum()).isEqualTo(200);
    for (int i = 0; i < parts.size(); i++) {
      assertThat(parts.get(i).document().length())
          .isBetween(i + 1 < parts.size() ? max - 400 : 0, max);
      Encoder unbounded = encoder(Integer.MAX_VALUE);
      assertThat(parts.get(i)).isEqualTo(merge(unbounded, fragments, cuts.get(i), cuts.get(i + 1)));
    }
  }

  // ---- ids

  @Test
  void aMessageOfOneBatch_keepsItsBatchId_othersDeriveOne() {
    List<Fragment> fragments = fragments(2);
    Encoder encoder = encoder(Integer.MAX_VALUE);
    assertThat(tree(merge(encoder, fragments, 1, 2)).get("batch_id")).isEqualTo(new Digits("1"));
    Object merged = tree(merge(encoder, fragments, 0, 2)).get("batch_id");
    assertThat(merged).isInstanceOf(Digits.class).isNotIn(new Digits("0"), new Digits("1"));
    assertThat(tree(merge(encoder, fragments, 0, 2)).get("batch_id")).isEqualTo(merged);
  }

  @Test
  void piecesOfOneBatch_areOneBatch() {
    Fragment whole =
        fragment(
            batch(
                """
                {"mpid":1,"batch_id":77,"deleted_user_attributes":["a","a"],"events":[
                 {"event_type":"a"},{"event_type":"b"},{"event_type":"c"}]}\
                """));
    Merger merger = encoder(Integer.MAX_VALUE).merger(CONTENT, GROUP);
    merger.add(whole.remainder(List.of(0, 1)), 9, 0);
    merger.add(whole.remainder(List.of(2)), 9, 1);
    Merger uncut = encoder(Integer.MAX_VALUE).merger(CONTENT, GROUP);
    uncut.add(whole, 9, 0);
    Object pieces = tree(merger.finish());
    Object one = tree(uncut.finish());
    for (String member : List.of("events", "batch_id", "deleted_user_attributes")) {
      assertThat(at(pieces, member)).isEqualTo(at(one, member));
    }
  }
}
