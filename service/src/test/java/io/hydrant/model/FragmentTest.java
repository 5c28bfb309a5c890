package io.hydrant.model;

import static io.hydrant.vectors.Example.NOW;
import static io.hydrant.vectors.Example.batch;
import static io.hydrant.vectors.Example.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.encode.Encoder;
import io.hydrant.select.Selector;
import io.hydrant.settings.Content;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class FragmentTest {
  private static final String JSON =
      """
      {"mpid":1,"batch_id":"7","user_identities":{"email":"e"},"context":null,"events":[
       {"event_type":"custom_event","data":{"location":{"latitude":1,"longitude":2}}},
       {"event_type":"screen_view"},
       {"event_type":"custom_event","data":{"event_id":5,"x":"y"}},
       {"event_type":"user_identity_change","data":{"new":{"identity_type":"email",
        "identity":"e","timestamp_unixtime_ms":9}}}]}\
      """;
  private static final Content CONTENT =
      content(
          "{\"includeEventBatchLocation\":true,\"sendScreenViews\":false,\"sendAsBatch\":false}");

  private static Fragment fragment() {
    return Objects.requireNonNull(Selector.select(batch(JSON), CONTENT).kept())
        .finish(42, Bytes.utf8("key"));
  }

  @Test
  void whatWasWritten_isRead() {
    byte[] stored = fragment().stored().toArray();
    byte[] within = new byte[stored.length + 10];
    System.arraycopy(stored, 0, within, 5, stored.length);
    Fragment fragment = Fragment.of(Bytes.of(within, 5, stored.length));
    assertThat(fragment.revision()).isEqualTo(42);
    assertThat(fragment.groupKey()).isEqualTo(Bytes.utf8("key"));
    assertThat(fragment.count()).isEqualTo(2);
    assertThat(fragment.eventCount()).isEqualTo(2);
    assertThat(fragment.receivedMillis()).isEqualTo(NOW);
    assertThat(fragment.channel()).isEqualTo(Channel.SERVER_TO_SERVER);
    assertThat(fragment.historical()).isFalse();
    assertThat(fragment.development()).isFalse();
    FragmentParts parts = fragment.parts();
    assertThat(parts.batchId().text()).isEqualTo("7");
    assertThat(parts.memberName(1).text()).isEqualTo("\"context\"");
    assertThat(parts.memberValue(1).text()).isEqualTo("null");
    assertThat(parts.identityType(0).text()).isEqualTo("\"email\"");
    assertThat(parts.identity(0).text()).isEqualTo("\"e\"");
    assertThat(parts.changedAt(0).text()).isEqualTo("9");
    assertThat(parts.eventPosition(1)).isEqualTo(2);
    assertThat(parts.eventIdAt(1)).isEqualTo(FragmentParts.NONE);
  }

  @Test
  void remainder_makesTheSameMessagesForWhatIsLeft() {
    Encoder encoder = new Encoder(new UUID(1, 2), 3, 1_000_000);
    Hash group = new Hash(0, 9);
    Fragment whole = fragment();
    for (int i = 0; i < 2; i++) {
      Fragment left = whole.remainder(List.of(i));
      assertThat(left.count()).isEqualTo(1);
      assertThat(left.groupKey()).isEqualTo(whole.groupKey());
      assertThat(encoder.single(CONTENT, left, group, 9, 0, 0))
          .isEqualTo(encoder.single(CONTENT, whole, group, 9, 0, i));
    }
    assertThat(whole.remainder(List.of(0, 1)).stored()).isEqualTo(whole.stored());
  }

  @Test
  void anotherFormat_isRefused() {
    byte[] stored = fragment().stored().toArray();
    stored[0]++;
    assertThatThrownBy(() -> Fragment.of(Bytes.of(stored)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFragmentCutShort_isRefused() {
    Bytes stored = fragment().stored();
    for (int length = 0; length < stored.length(); length++) {
      Bytes cut = Bytes.of(stored.slice(0, length).toArray());
      assertThatThrownBy(() -> Fragment.of(cut).parts())
          .as(cut::toString)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void nothingPersonal_isInItsName() {
    assertThat(fragment()).hasToString("2 events in " + fragment().stored().length() + " bytes");
  }
}
