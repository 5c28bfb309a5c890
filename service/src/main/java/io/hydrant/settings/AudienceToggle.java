package io.hydrant.settings;

import io.hydrant.model.IdentityType;
import org.jspecify.annotations.Nullable;

/// The yes-or-no settings of an Audience connection, by the key a person writes.
///
/// Source: the settings table of mParticle's Amazon Kinesis Firehose Audience integration.
public enum AudienceToggle {
  SEND_REMOVE_ON_IDENTITY_CHANGE("sendRemoveOnIdentityChange", true, null),
  SEND_ANONYMOUS_USERS("sendAnonymousUsers", true, null),
  FORWARD_EMAIL_ADDRESSES("forwardEmailAddresses", true, IdentityType.EMAIL),
  FORWARD_CUSTOMER_IDS("forwardCustomerIds", true, IdentityType.CUSTOMER_ID),
  FORWARD_IDFAS("forwardIdfas", true, IdentityType.IOS_ADVERTISING_ID),
  FORWARD_GOOGLE_ADVERTISING_IDS(
      "forwardGoogleAdvertisingIds", true, IdentityType.ANDROID_ADVERTISING_ID),
  REMOVE_MEMBERS_ON_DELETE("removeMembersOnDelete", false, null);

  private final String key;
  private final boolean standard;
  private final @Nullable IdentityType identity;

  AudienceToggle(String key, boolean standard, @Nullable IdentityType identity) {
    this.key = key;
    this.standard = standard;
    this.identity = identity;
  }

  /// The key in the configuration file, in the ledger and in metrics.
  public String key() {
    return key;
  }

  /// The value when the configuration says nothing.
  public boolean standard() {
    return standard;
  }

  /// The identity that is left out when it is off; null when it is about something else.
  public @Nullable IdentityType identity() {
    return identity;
  }
}
