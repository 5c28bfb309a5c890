package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.model.Bytes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a fragment names by revision, years later, is what was configured when it came.
class ContentTextTest {

  @Test
  void theReleasedFormIsReadForever() {
    Content content = Content.standard();
    assertThat(ContentText.write(content).text())
        .isEqualTo(
            """
            {"sendAnonymousUsers":true,"sendLifecycleEvents":true,"sendScreenViews":true,\
            "sendCrashEvents":true,"sendNetworkPerformanceEvents":true,"sendCustomEvents":true,\
            "sendPushRegistrationsAndReceipts":true,"sendCommerceEvents":true,\
            "sendProfileChangeEvents":true,"includeUserAttributeChangeEvents":false,\
            "includeUserIdentityChangeEvents":false,"includeLocationInformation":true,\
            "includeUserIdentities":true,"includeMetadata":true,"sendBatchesWithoutEvents":true,\
            "includeMpDeviceId":false,"includeEventBatchLocation":false,"sendHistorical":false,\
            "schemaVersion":2,"metadataFieldExclusion":[],"environment":"all",\
            "batching":"windows","batchingMillis":600000,"recordDelimiter":"newline"}\
            """);
  }

  @ParameterizedTest
  @EnumSource
  void everyToggleComesBack(Toggle toggle) {
    EnumSet<Toggle> on = EnumSet.copyOf(Content.standard().on());
    if (!on.remove(toggle)) {
      on.add(toggle);
    }
    Content content = with(on);
    assertThat(ContentText.read(ContentText.write(content))).isEqualTo(content);
    assertThat(ContentText.write(content)).isNotEqualTo(ContentText.write(Content.standard()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyContentComesBack_andEqualContentsAreEqualBytes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      Content content = any(random);
      Bytes text = ContentText.write(content);
      Content back = ContentText.read(text);
      assertThat(back).as("seed " + seed + ", case " + i).isEqualTo(content);
      assertThat(ContentText.write(back)).isEqualTo(text);
    }
  }

  @Test
  void aToggleThatWasNotThereYetHasItsDefault() {
    String text = ContentText.write(Content.standard()).text();
    String older = text.replace("\"sendCrashEvents\":true,", "");
    assertThat(ContentText.read(Bytes.utf8(older))).isEqualTo(Content.standard());
  }

  @Test
  void aNewerMemberIsRefused_sinceItMayHoldBackWhatWouldBeSent() {
    refused("{\"sendNothing\":true,", "newer version of Hydrant: [sendNothing]");
    refused("{\"list\":[1],", "newer version of Hydrant: [list]");
  }

  @Test
  void whatIsNoContentIsRefused() {
    refused("[", "no object");
    refused("{{", "no JSON");
    refused("{\"schemaVersion\":2,", "twice schemaVersion");
    refused("{\"sendCrashEvents\":\"x\",\"x\":", "content settings");
    String text = ContentText.write(Content.standard()).text();
    for (String other :
        List.of(
            text.replace("\"windows\"", "\"moons\""),
            text.replace("\"all\"", "\"none\""),
            text.replace(",\"environment\":\"all\"", ""),
            text.replace("600000", "1"),
            text.replace("600000", "1e9"),
            text.substring(0, text.length() - 1),
            text + "x",
            "")) {
      assertThatThrownBy(() -> ContentText.read(Bytes.utf8(other)))
          .as(other)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /// What is in place of the first brace of a text.
  private static void refused(String start, String said) {
    String text = start + ContentText.write(Content.standard()).text().substring(1);
    assertThatThrownBy(() -> ContentText.read(Bytes.utf8(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  private static Content with(Set<Toggle> on) {
    Content standard = Content.standard();
    return new Content(
        on,
        standard.uniqueId(),
        standard.schemaVersion(),
        standard.metadataFieldExclusion(),
        standard.environment(),
        standard.batching(),
        standard.recordDelimiter());
  }

  private static Content any(SplittableRandom random) {
    EnumSet<Toggle> on = EnumSet.noneOf(Toggle.class);
    for (Toggle toggle : Toggle.values()) {
      if (random.nextBoolean()) {
        on.add(toggle);
      }
    }
    return new Content(
        on,
        uniqueId(random),
        1 + random.nextInt(2),
        random.nextBoolean()
            ? List.of()
            : List.of(new MetadataField(null, "x"), new MetadataField("device_info", "a.\"b")),
        one(EnvironmentFilter.values(), random),
        batching(random),
        one(RecordDelimiter.values(), random));
  }

  private static @Nullable String uniqueId(SplittableRandom random) {
    return one(new @Nullable String[] {null, "abc", "\"\\\n\u2028", "💧é\u0001"}, random);
  }

  private static Batching batching(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Batching.SingleEvents();
      case 1 -> new Batching.Windows(random.nextLong(1_000, 3_600_001));
      default -> new Batching.Sessions(random.nextLong(1_000, 86_400_001));
    };
  }

  private static <T extends @Nullable Object> T one(T[] of, SplittableRandom random) {
    return of[random.nextInt(of.length)];
  }
}
