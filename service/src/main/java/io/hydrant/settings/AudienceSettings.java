package io.hydrant.settings;

import java.util.List;

/// The keys that only a connection with `type: audience` has.
///
/// Source: the settings table of mParticle's Amazon Kinesis Firehose Audience integration.
final class AudienceSettings {
  static final List<Setting<?>> ALL =
      List.of(
          audience("sendRemoveOnIdentityChange", "Takes out the old identities first.", "false")
              .hosted("Send Remove On Identity Change"),
          audience("forwardEmailAddresses", "Sends `Email`.", "false")
              .hosted("Forward Email Addresses"),
          audience("forwardCustomerIds", "Sends `CustomerId`.", "false")
              .hosted("Forward Customer IDs"),
          audience("forwardIdfas", "Sends `AppleAdvertisingIdentifier`.", "false")
              .hosted("Forward IDFAs"),
          audience("forwardGoogleAdvertisingIds", "Sends `GoogleAdvertisingIdentifier`.", "false")
              .hosted("Forward Google Advertising IDs"),
          audience("identitiesToExclude", "Identities never sent.", "[MPID]")
              .hosted("Identities to Exclude"),
          audience("audiences", "The audiences it carries.", "[123123]"),
          audience("removeMembersOnDelete", "Removes all members of a deleted one.", "true"),
          audience("identityNames", "Other names for identities.", "{ Email: email }"));

  private AudienceSettings() {}

  private static Setting<Object> audience(String key, String effect, String example) {
    return Setting.of(
            Section.CONNECTION, key, new Unbuilt("a key of Audience connections"), Role.CONTENT)
        .from(Feature.AUDIENCES)
        .effect(effect)
        .example(example);
  }
}
