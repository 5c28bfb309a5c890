package io.hydrant.settings;

import io.hydrant.model.IdentityType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of an Audience connection that decide its bytes. A message is made of them when its
/// change is accepted.
///
/// @param on the toggles that are on
/// @param excluded identities that are never sent
/// @param audiences ids of those it carries; null: all
/// @param names other names for identities
public record AudienceContent(
    Set<AudienceToggle> on,
    Set<IdentityType> excluded,
    @Nullable Set<Long> audiences,
    Map<IdentityType, String> names)
    implements ConnectionContent {
  /// The key of [#excluded()].
  public static final String IDENTITIES_TO_EXCLUDE = "identitiesToExclude";

  public AudienceContent {
    on = Set.copyOf(on);
    excluded = Set.copyOf(excluded);
    audiences = audiences == null ? null : Set.copyOf(audiences);
    names = Map.copyOf(names);
  }

  public boolean is(AudienceToggle toggle) {
    return on.contains(toggle);
  }

  /// Whether it carries changes of this audience.
  public boolean carries(long audience) {
    return audiences == null || audiences.contains(audience);
  }

  /// What the message calls an identity.
  public String name(IdentityType type) {
    return names.getOrDefault(type, type.output());
  }

  /// The keys of the settings that leave identities out, by identity.
  public Map<IdentityType, String> leftOut() {
    Map<IdentityType, String> leftOut = new EnumMap<>(IdentityType.class);
    for (AudienceToggle toggle : AudienceToggle.values()) {
      IdentityType identity = toggle.identity();
      if (identity != null && !is(toggle)) {
        leftOut.put(identity, toggle.key());
      }
    }
    excluded.forEach(identity -> leftOut.put(identity, IDENTITIES_TO_EXCLUDE));
    return leftOut;
  }

  /// All of it in one order: equal contents are equal texts.
  public String text() {
    List<String> lines =
        List.of(
            "on=" + on.stream().sorted().map(AudienceToggle::key).toList(),
            "excluded=" + excluded.stream().sorted().toList(),
            "audiences=" + (audiences == null ? "all" : audiences.stream().sorted().toList()),
            "names=" + (names.isEmpty() ? Map.of() : new EnumMap<>(names)));
    return String.join(";", lines);
  }
}
