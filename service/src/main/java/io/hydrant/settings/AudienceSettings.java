package io.hydrant.settings;

import io.hydrant.model.IdentityType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys that only a connection with `type: audience` has, and how its content is read.
///
/// Source: the settings table of mParticle's Amazon Kinesis Firehose Audience integration.
final class AudienceSettings {
  static final Setting<Set<IdentityType>> IDENTITIES_TO_EXCLUDE =
      content(AudienceContent.IDENTITIES_TO_EXCLUDE, new IdentityTypes())
          .standard("[]")
          .effect(
              "Identities that are never sent. A message that has none left is not sent, and is"
                  + " counted as filtered.")
          .example("[MPID]")
          .hosted("Identities to Exclude");

  static final Setting<Set<Long>> AUDIENCES =
      content("audiences", new AudienceIds())
          .unset("all audiences")
          .effect("The audiences whose changes it carries, by id.")
          .example("[123123]");

  static final Setting<Map<IdentityType, String>> IDENTITY_NAMES =
      content("identityNames", new IdentityNames())
          .standard("{}")
          .effect(
              "Other names to write for identities, for consumers who know others. Exclusions go by"
                  + " the original ones.")
          .example("{ Email: email }");

  /// Of every [AudienceToggle]; `sendAnonymousUsers` is the key that Event connections have too.
  static final Map<AudienceToggle, Setting<Boolean>> TOGGLES =
      Stream.of(AudienceToggle.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), AudienceSettings::define));

  static final List<Setting<?>> ALL = all();

  private AudienceSettings() {}

  private static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>();
    for (AudienceToggle toggle : AudienceToggle.values()) {
      if (toggle != AudienceToggle.SEND_ANONYMOUS_USERS) {
        all.add(toggle(toggle));
      }
    }
    all.addAll(List.of(IDENTITIES_TO_EXCLUDE, AUDIENCES, IDENTITY_NAMES));
    return List.copyOf(all);
  }

  /// The setting that a toggle is.
  static Setting<Boolean> toggle(AudienceToggle toggle) {
    return TOGGLES.getOrDefault(toggle, define(toggle));
  }

  private static Setting<Boolean> define(AudienceToggle toggle) {
    Setting<Boolean> setting =
        content(toggle.key(), new Flag())
            .standard(Boolean.toString(toggle.standard()))
            .example(Boolean.toString(!toggle.standard()));
    return switch (toggle) {
      case SEND_REMOVE_ON_IDENTITY_CHANGE ->
          setting
              .effect(
                  "On: when a member's identities change, the old ones are taken out of the audience"
                      + " before the new ones are put in. Off: the new ones are put in.")
              .hosted("Send Remove On Identity Change");
      case SEND_ANONYMOUS_USERS -> EventSettings.toggle(Toggle.SEND_ANONYMOUS_USERS);
      case FORWARD_EMAIL_ADDRESSES -> forwards(setting, "Email", "Forward Email Addresses");
      case FORWARD_CUSTOMER_IDS -> forwards(setting, "CustomerId", "Forward Customer IDs");
      case FORWARD_IDFAS -> forwards(setting, "AppleAdvertisingIdentifier", "Forward IDFAs");
      case FORWARD_GOOGLE_ADVERTISING_IDS ->
          forwards(setting, "GoogleAdvertisingIdentifier", "Forward Google Advertising IDs");
      case REMOVE_MEMBERS_ON_DELETE ->
          setting.effect(
              "On: before the message that an audience is deleted, each of its members is taken"
                  + " out. Off: the delete message is all.");
    };
  }

  private static Setting<Boolean> forwards(Setting<Boolean> setting, String name, String hosted) {
    return setting.effect("Off: `" + name + "` is not sent.").hosted(hosted);
  }

  /// What the keys of an Audience connection say. Keys that only Event connections have are
  /// refused.
  static AudienceContent of(Block block) {
    for (Setting<?> other : EventSettings.ALL) {
      if (block.has(other) && !other.key().equals(AudienceToggle.SEND_ANONYMOUS_USERS.key())) {
        block.named(other).refuse("is a key of Event connections; this one has type: audience");
      }
    }
    Set<AudienceToggle> on = EnumSet.noneOf(AudienceToggle.class);
    for (AudienceToggle toggle : AudienceToggle.values()) {
      if (block.get(toggle(toggle))) {
        on.add(toggle);
      }
    }
    return new AudienceContent(
        on, block.get(IDENTITIES_TO_EXCLUDE), block.find(AUDIENCES), block.get(IDENTITY_NAMES));
  }

  /// Refuses the keys of Audience connections in an Event connection.
  static void refuse(Block block) {
    for (Setting<?> other : ALL) {
      if (block.has(other)) {
        block.named(other).refuse("is a key of Audience connections: they have type: audience");
      }
    }
  }

  private static <T> Setting<T> content(String key, Shape<T> shape) {
    return Setting.of(Section.CONNECTION, key, shape, Role.CONTENT);
  }
}
