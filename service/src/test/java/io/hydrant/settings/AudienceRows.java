package io.hydrant.settings;

import io.hydrant.model.IdentityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rows of [EverySettingTest] about audiences.
final class AudienceRows {
  private AudienceRows() {}

  static List<EverySettingTest.Row> all() {
    List<EverySettingTest.Row> rows =
        new ArrayList<>(
            List.of(
                row(
                    "identitiesToExclude",
                    "[MPID, Email]",
                    AudienceContent::excluded,
                    Set.of(),
                    Set.of(IdentityType.MPID, IdentityType.EMAIL)),
                row(
                    "audiences",
                    "[9223372036854775807, 1]",
                    AudienceContent::audiences,
                    null,
                    Set.of(Long.MAX_VALUE, 1L)),
                row(
                    "identityNames",
                    "{ Email: email }",
                    AudienceContent::names,
                    Map.of(),
                    Map.of(IdentityType.EMAIL, "email")),
                access("audiences", "true", AudienceAccess::isAllowed, false, true),
                access("partner", "acme", AudienceAccess::partner, null, "acme"),
                access(
                    "partnerToken",
                    "opensesame",
                    AudienceAccess::partnerToken,
                    null,
                    Secret.of("opensesame"))));
    for (AudienceToggle toggle : AudienceToggle.values()) {
      if (toggle != AudienceToggle.SEND_ANONYMOUS_USERS) {
        boolean standard = toggle.standard();
        String written = Boolean.toString(!standard);
        rows.add(row(toggle.key(), written, c -> c.is(toggle), standard, !standard));
      }
    }
    return rows;
  }

  private static EverySettingTest.Row row(
      String key,
      String written,
      Function<AudienceContent, @Nullable Object> found,
      @Nullable Object standard,
      @Nullable Object read) {
    return new EverySettingTest.Row(
        "connections[]." + key, written, c -> found.apply(content(c)), standard, read);
  }

  private static AudienceContent content(Configuration configuration) {
    return configuration.connections().getFirst().content() instanceof AudienceContent content
        ? content
        : AudienceSettings.of(Block.empty(Section.CONNECTION));
  }

  private static EverySettingTest.Row access(
      String key,
      String written,
      Function<AudienceAccess, @Nullable Object> found,
      @Nullable Object standard,
      Object read) {
    return new EverySettingTest.Row(
        "inputs[]." + key,
        written,
        c -> found.apply(EverySettingTest.input(c).audiences()),
        standard,
        read);
  }

  /// Whether a key of a connection is one that only connections of the other type have.
  static boolean isOfOthers(String path, boolean isAudience) {
    Stream<Setting<?>> others =
        isAudience
            ? EventSettings.ALL.stream().filter(each -> !each.key().equals("sendAnonymousUsers"))
            : AudienceSettings.ALL.stream();
    return others.anyMatch(setting -> setting.path().equals(path));
  }

  /// What the keys need beside them.
  static void beside(String path, Written written) {
    if (path.startsWith("connections[]")) {
      written.with(Section.CONNECTION, "type", "audience");
    } else {
      written.with(Section.INPUT, "audiences", "true").with(Section.INPUT, "partner", "acme");
    }
  }
}
