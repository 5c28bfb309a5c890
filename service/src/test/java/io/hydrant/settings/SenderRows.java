package io.hydrant.settings;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rows of [EverySettingTest] about who may send.
final class SenderRows {
  private SenderRows() {}

  static List<EverySettingTest.Row> all() {
    return List.of(
        new EverySettingTest.Row(
            "inputs[].secret",
            "[other]",
            c -> EverySettingTest.input(c).apiKey().secrets(),
            List.of(Secret.of(Written.INPUT_SECRET)),
            List.of(Secret.of("other"))),
        new EverySettingTest.Row(
            "inputs[].secretSha256",
            "\"" + "9F".repeat(32) + "\"",
            c -> EverySettingTest.input(c).apiKey().hashes(),
            List.of(),
            List.of("9f".repeat(32))),
        row(
            "platforms",
            "[web, server]",
            Senders::platforms,
            Set.of(Platform.SERVER),
            Set.of(Platform.SERVER, Platform.WEB)),
        row(
            "allowedOrigins",
            "[\"HTTPS://Shop.example:443\", \"http://localhost:3000\"]",
            Senders::allowedOrigins,
            List.of(),
            List.of("https://shop.example", "http://localhost:3000")),
        row("signatureTolerance", "12h", Senders::signatureToleranceMillis, 300_000L, 43_200_000L),
        row("feed", "acme", Senders::feed, null, "acme"),
        row("maxRejectedBytes", "1MiB", Senders::rejectedBytesMax, 64L << 20, 1L << 20));
  }

  private static EverySettingTest.Row row(
      String key,
      String written,
      Function<Senders, @Nullable Object> found,
      @Nullable Object standard,
      @Nullable Object read) {
    return new EverySettingTest.Row(
        "inputs[]." + key,
        written,
        c -> found.apply(EverySettingTest.input(c).senders()),
        standard,
        read);
  }

  /// What some keys need beside them.
  static void beside(String path, Written written) {
    if (path.equals("inputs[].allowedOrigins")) {
      written.with(Section.INPUT, "platforms", "[web, server]");
    }
  }
}
