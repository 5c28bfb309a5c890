package io.hydrant.select;

import io.hydrant.json.JsonNames;

/// The members of an event's `data` that a rule names. All others pass as they came.
enum DataMember {
  TIMESTAMP_UNIXTIME_MS,
  EVENT_ID,
  SESSION_UUID,
  SESSION_ID,
  SESSION_START_UNIXTIME_MS,
  EVENT_START_UNIXTIME_MS,
  LOCATION,
  BREADCRUMBS,
  CUSTOM_EVENT_TYPE,
  PRODUCT_ACTION,
  PROMOTION_ACTION,
  PUSH_MESSAGE_TYPE,
  NETWORK,
  APPLICATION_STATE,
  APPLICATION_TRANSITION_TYPE,
  /// Of a change of identities.
  NEW;

  static final JsonNames NAMES = Names.of(DataMember.class);
  private static final DataMember[] ALL = values();

  static DataMember of(int number) {
    return ALL[number];
  }
}
