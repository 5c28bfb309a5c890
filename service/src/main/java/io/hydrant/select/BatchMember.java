package io.hydrant.select;

import io.hydrant.json.JsonNames;
import io.hydrant.model.Merging;

/// The members of a batch that a rule names. All others pass as they came.
///
/// Source: mParticle's JSON reference; the table of the outgoing message.
enum BatchMember {
  EVENTS(Passing.BY_ITSELF),
  ENVIRONMENT(Passing.BY_ITSELF),
  BATCH_ID(Passing.BY_ITSELF),
  USER_IDENTITIES(Passing.BY_ITSELF),

  MPID(Passing.SELECTED),
  MP_DEVICEID(Passing.SELECTED),
  PARTNER_IDENTITIES(Passing.SELECTED, Merging.KEYED),
  DEVICE_INFO(Passing.SELECTED),
  APPLICATION_INFO(Passing.SELECTED),
  CONTEXT(Passing.SELECTED, Merging.CONTEXT),
  USER_ATTRIBUTES(Passing.SELECTED, Merging.ATTRIBUTES),
  DELETED_USER_ATTRIBUTES(Passing.SELECTED, Merging.DELETED_ATTRIBUTES),
  INTEGRATION_ATTRIBUTES(Passing.SELECTED, Merging.KEYED),
  /// Any other.
  OTHER(Passing.SELECTED),

  /// Only ever input.
  IP(Passing.NEVER),
  API_KEY(Passing.NEVER),
  API_KEYS(Passing.NEVER),
  /// Only the server says these.
  MESSAGE_ID(Passing.NEVER),
  MESSAGE_TYPE(Passing.NEVER),
  SCHEMA_VERSION(Passing.NEVER),
  UNIQUE_ID(Passing.NEVER),
  SYSTEM_NOTIFICATIONS(Passing.NEVER),
  SOURCE_INFO(Passing.NEVER),
  TIMESTAMP_UNIXTIME_MS(Passing.NEVER);

  /// How a member gets into a message.
  enum Passing {
    /// It has a place of its own in every message.
    BY_ITSELF,
    /// As it came, subject to the settings.
    SELECTED,
    /// Not at all.
    NEVER
  }

  static final JsonNames NAMES = Names.of(BatchMember.class);
  private static final BatchMember[] ALL = values();

  private final Passing passing;
  private final Merging merging;

  BatchMember(Passing passing) {
    this(passing, Merging.LATEST);
  }

  BatchMember(Passing passing, Merging merging) {
    this.passing = passing;
    this.merging = merging;
  }

  Passing passing() {
    return passing;
  }

  Merging merging() {
    return merging;
  }

  /// The member of this number; one that no rule names is [#OTHER].
  static BatchMember of(int number) {
    return number == JsonNames.UNKNOWN ? OTHER : ALL[number];
  }
}
