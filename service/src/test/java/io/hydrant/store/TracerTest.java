package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Arrival;
import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Bytes;
import io.hydrant.model.EncodedMessage;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.Message;
import io.hydrant.model.PersonHash;
import io.hydrant.platform.Chance;
import io.hydrant.platform.VirtualClock;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.settings.Toggle;
import io.hydrant.simulator.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whose a row is, and which erasure means it.
final class TracerTest {
  private static final KeyedHash HASH = new KeyedHash(new byte[32]);
  private static final Hash GROUP = new Hash(5, 5);

  private static Trace traced(Row.Kind kind, Bytes payload) {
    return new Tracer(HASH).of(PersonRows.row(1, kind, payload));
  }

  private static Hash mpid(String digits) {
    return PersonHash.mpid(HASH, Bytes.utf8(digits));
  }

  private static Hash identity(String type, String json) {
    return Objects.requireNonNull(PersonHash.identity(HASH, type, Bytes.utf8(json)));
  }

  @Test
  void aFragment_saysItInItsMembersAndIdentities() {
    Trace trace = traced(Row.Kind.FRAGMENT, PersonRows.of("42", "a@b").stored());
    assertThat(trace.mpid()).isEqualTo(mpid("42"));
    assertThat(trace.identities()).containsExactly(identity("email", "\"a@b\""));

    Trace device = traced(Row.Kind.FRAGMENT, PersonRows.ofDevice("IDFV").stored());
    assertThat(device.mpid()).isNull();
    assertThat(device.identities()).containsExactly(identity("ios_idfv", "\"IDFV\""));

    String list =
        "[{\"identity_type\":\"email\",\"identity\":\"a@b\"},{\"identity_type\":\"other\"}]";
    assertThat(traced(Row.Kind.FRAGMENT, PersonRows.ofList(list).stored()).identities())
        .containsExactly(identity("email", "\"a@b\""));
  }

  @Test
  void theSameTextIsTheSameIdentity_andWhatTellsNobodyIsNone() {
    Trace escaped = traced(Row.Kind.FRAGMENT, PersonRows.of(null, "a\\u0040b").stored());
    assertThat(escaped.identities()).containsExactly(identity("email", "\"a@b\""));
    assertThat(identity("customer_id", "7")).isEqualTo(identity("customer_id", "\"7\""));
    assertThat(identity("other", "7")).isNotEqualTo(identity("customer_id", "7"));
    String zero = "00000000-0000-0000-0000-000000000000";
    assertThat(traced(Row.Kind.FRAGMENT, PersonRows.ofDevice(zero).stored()).identities())
        .isEmpty();
  }

  @Test
  void anEncodedMessage_saysItInItsDocument() {
    String document =
        """
        {"events":[],"mpid":42,"user_identities":[{"identity_type":"email","identity":"a@b"}],\
        "device_info":{"android_uuid":"u"}}
        """;
    Message message = new Message(new UUID(1, 2), Bytes.utf8(document), 1);
    Bytes now = new EncodedMessage(message, Set.of("app"), List.of(7L, 8L)).stored();
    Bytes before = Bytes.utf8("0123456789abcdef\0\1\0\3app" + document);
    for (Bytes stored : List.of(now, before)) {
      Trace trace = traced(Row.Kind.MESSAGE, stored);
      assertThat(trace.mpid()).isEqualTo(mpid("42"));
      assertThat(trace.identities())
          .containsExactlyInAnyOrder(
              identity("email", "\"a@b\""), identity("android_uuid", "\"u\""));
    }
  }

  @Test
  void aMessageOfAnAudience_saysItByItsGroup_andUnderAnyName() {
    String document = "{\"AudienceId\":1,\"UserIdentities\":{\"Mail\":\"a@b\"}}\n";
    Trace trace = traced(Row.Kind.AUDIENCE, new AudienceMessage(1, Bytes.utf8(document)).stored());
    assertThat(trace.mpid()).as("who is told by something else has an MPID").isEqualTo(GROUP);
    assertThat(trace.identities()).contains(identity("email", "\"a@b\""));
    assertThat(trace.identities()).hasSize(IdentityType.values().length);
    Trace deletion = traced(Row.Kind.AUDIENCE, new AudienceMessage(1, Bytes.utf8("{}\n")).stored());
    assertThat(deletion.identities()).isEmpty();
  }

  @Test
  void whatCannotBeRead_isNobodys() {
    for (Row.Kind kind : List.of(Row.Kind.FRAGMENT, Row.Kind.MESSAGE, Row.Kind.AUDIENCE)) {
      assertThat(traced(kind, Bytes.utf8("0123456789abcdef{\"mpid\":"))).isEqualTo(Trace.NONE);
    }
  }

  @Test
  void whereTheSettingsForwardNoIdentity_theGroupSaysIt() throws IOException {
    Store store =
        new ModelDisk()
            .store(VirtualClock.at(1_760_000_000_000L), Chance.of(new SplittableRandom(1)));
    Set<Toggle> on = EnumSet.copyOf(Content.standard().on());
    on.remove(Toggle.INCLUDE_USER_IDENTITIES);
    on.remove(Toggle.INCLUDE_METADATA);
    Content standard = Content.standard();
    Content content =
        new Content(
            on,
            standard.uniqueId(),
            standard.schemaVersion(),
            standard.metadataFieldExclusion(),
            standard.environment(),
            new Batching.Windows(60_000),
            standard.recordDelimiter());
    String batch =
        "{%s\"device_info\":{\"ios_idfv\":\"D\"},\"user_identities\":{\"email\":\"a@b\","
            + "\"customer_id\":7},\"events\":[{\"event_type\":\"custom_event\",\"data\":{}}]}";
    Way way = Way.of(store, "c", content);
    Trace without = traced(way.arrival(Way.batch(batch.formatted(""), 1)));
    assertThat(without.mpid()).isNull();
    assertThat(without.identities())
        .containsExactlyInAnyOrder(
            identity("ios_idfv", "\"D\""),
            identity("email", "\"a@b\""),
            identity("customer_id", "7"));
    Trace with = traced(way.arrival(Way.batch(batch.formatted("\"mpid\":\"42\","), 1)));
    assertThat(with.mpid()).isEqualTo(mpid("42"));
    assertThat(with.identities()).containsExactly(identity("ios_idfv", "\"D\""));
  }

  private static Trace traced(Arrival arrival) {
    return traced(Row.Kind.FRAGMENT, arrival.waiting().getFirst().fragments().getFirst().stored());
  }

  @Test
  void anErasure_meansItsPerson_andNobodyElse() {
    Hash email = identity("email", "\"a@b\"");
    Erasure byMpid = erasure(true, Set.of(mpid("1"), email), Set.of());
    assertThat(covers(byMpid, mpid("1"))).isTrue();
    assertThat(covers(byMpid, mpid("2"), email)).as("another, who shares it").isFalse();
    assertThat(covers(byMpid, null, email)).as("who says no more").isTrue();
    assertThat(covers(byMpid, null)).isFalse();

    Erasure byIdentity = erasure(false, Set.of(email), Set.of(mpid("1")));
    assertThat(covers(byIdentity, mpid("2"), email)).isTrue();
    assertThat(covers(byIdentity, mpid("1"))).as("found by it").isTrue();
    assertThat(covers(byIdentity, mpid("2"))).isFalse();
    assertThat(byMpid.covers(10, new Trace(mpid("1"), Set.of()))).isTrue();
    assertThat(byMpid.covers(11, new Trace(mpid("1"), Set.of()))).as("came later").isFalse();
  }

  @Test
  void manyErasures_areAskedTogether() {
    List<Erasure> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(erasure(true, Set.of(mpid(String.valueOf(i))), Set.of()));
    }
    Coverage coverage = new Coverage(1, new Tracer(HASH), all);
    assertThat(coverage.of(10, new Trace(mpid("77"), Set.of()))).isSameAs(all.get(77));
    assertThat(coverage.of(10, new Trace(mpid("100"), Set.of()))).isNull();
    Row row = PersonRows.row(10, Row.Kind.FRAGMENT, PersonRows.of("5", "x@y").stored());
    assertThat(coverage.of(row)).isSameAs(all.get(5));
  }

  @Test
  void itIsReadAsItWasWritten_andNamesNobody() {
    Erasure erasure =
        erasure(false, Set.of(mpid("1"), mpid("2")), Set.of(mpid("3")))
            .counting(new Erasure.Counts(3, 4))
            .sweeping();
    assertThat(Erasure.of(erasure.id().bytes(), erasure.bytes())).isEqualTo(erasure);
    assertThat(Erasure.Id.of(erasure.id().text())).isEqualTo(erasure.id());
    assertThat(erasure.done(9).bytes().length).isLessThan(erasure.bytes().length);
  }

  private static Erasure erasure(boolean isByMpid, Set<Hash> given, Set<Hash> joined) {
    return new Erasure(
        new Erasure.Id(7, 8),
        10,
        isByMpid,
        given,
        joined,
        Erasure.Stage.BEGUN,
        Erasure.Counts.NONE,
        0);
  }

  private static boolean covers(Erasure erasure, @Nullable Hash mpid, Hash... identities) {
    return erasure.covers(1, new Trace(mpid, Set.of(identities)));
  }
}
