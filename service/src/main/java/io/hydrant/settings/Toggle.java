package io.hydrant.settings;

/// The yes-or-no settings of an Event connection, by the key a person writes.
///
/// Source: the settings table of mParticle's Amazon Kinesis Firehose Event integration.
public enum Toggle {
  SEND_ANONYMOUS_USERS("sendAnonymousUsers", true),
  SEND_LIFECYCLE_EVENTS("sendLifecycleEvents", true),
  SEND_SCREEN_VIEWS("sendScreenViews", true),
  SEND_CRASH_EVENTS("sendCrashEvents", true),
  SEND_NETWORK_PERFORMANCE_EVENTS("sendNetworkPerformanceEvents", true),
  SEND_CUSTOM_EVENTS("sendCustomEvents", true),
  SEND_PUSH_REGISTRATIONS_AND_RECEIPTS("sendPushRegistrationsAndReceipts", true),
  SEND_COMMERCE_EVENTS("sendCommerceEvents", true),
  SEND_PROFILE_CHANGE_EVENTS("sendProfileChangeEvents", true),
  INCLUDE_USER_ATTRIBUTE_CHANGE_EVENTS("includeUserAttributeChangeEvents", false),
  INCLUDE_USER_IDENTITY_CHANGE_EVENTS("includeUserIdentityChangeEvents", false),
  INCLUDE_LOCATION_INFORMATION("includeLocationInformation", true),
  INCLUDE_USER_IDENTITIES("includeUserIdentities", true),
  INCLUDE_METADATA("includeMetadata", true),
  SEND_BATCHES_WITHOUT_EVENTS("sendBatchesWithoutEvents", true),
  INCLUDE_MP_DEVICE_ID("includeMpDeviceId", false),
  INCLUDE_EVENT_BATCH_LOCATION("includeEventBatchLocation", false),
  SEND_HISTORICAL("sendHistorical", false);

  private final String key;
  private final boolean standard;

  Toggle(String key, boolean standard) {
    this.key = key;
    this.standard = standard;
  }

  /// The key in the configuration file, in the ledger and in metrics.
  public String key() {
    return key;
  }

  /// The value when the configuration says nothing.
  public boolean standard() {
    return standard;
  }
}
