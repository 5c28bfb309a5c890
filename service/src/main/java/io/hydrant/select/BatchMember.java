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
  IP(Passing.ONLY_INPUT),
  API_KEY(Passing.ONLY_INPUT),
  API_KEYS(Passing.ONLY_INPUT),
  /// Only the server says these.
  MESSAGE_ID(Passing.SERVER_SAYS),
  MESSAGE_TYPE(Passing.SERVER_SAYS),
  SCHEMA_VERSION(Passing.SERVER_SAYS),
  UNIQUE_ID(Passing.SERVER_SAYS),
  SYSTEM_NOTIFICATIONS(Passing.SERVER_SAYS),
  SOURCE_INFO(Passing.SERVER_SAYS),
  TIMESTAMP_UNIXTIME_MS(Passing.SERVER_SAYS);

  /// How a member gets into a message.
  enum Passing {
    /// It has a place of its own in every message.
    BY_ITSELF,
    /// As it came, subject to the settings.
    SELECTED,
    /// Not at all: it is only ever input.
    ONLY_INPUT,
    /// Not at all: only the server says it.
    SERVER_SAYS
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
