package io.hydrant.audience;

import io.hydrant.model.IdentityType;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An identity as client SDKs name it when they ask who their user is, in the order in which it is
/// asked of: those of a user first. The stamp of a device stands before its other ids, which it can
/// share with others.
///
/// Source: the identity requests of mParticle's SDKs; their names differ from those of batches.
public enum ClientIdentity {
  CUSTOMER_ID("customerid", "customer_id"),
  EMAIL("email", "email"),
  OTHER("other", "other"),
  OTHER_2("other2", "other_id_2"),
  OTHER_3("other3", "other_id_3"),
  OTHER_4("other4", "other_id_4"),
  OTHER_5("other5", "other_id_5"),
  OTHER_6("other6", "other_id_6"),
  OTHER_7("other7", "other_id_7"),
  OTHER_8("other8", "other_id_8"),
  OTHER_9("other9", "other_id_9"),
  OTHER_10("other10", "other_id_10"),
  MOBILE_NUMBER("mobile_number", "mobile_number"),
  PHONE_NUMBER_2("phone_number_2", "phone_number_2"),
  PHONE_NUMBER_3("phone_number_3", "phone_number_3"),
  FACEBOOK("facebook", "facebook"),
  GOOGLE("google", "google"),
  MICROSOFT("microsoft", "microsoft"),
  TWITTER("twitter", "twitter"),
  YAHOO("yahoo", "yahoo"),
  FACEBOOK_CUSTOM_AUDIENCE_ID("facebookcustomaudienceid", "facebook_custom_audience_id"),
  DEVICE_APPLICATION_STAMP("device_application_stamp", "device_application_stamp"),
  ANDROID_UUID("android_uuid", "android_uuid"),
  ANDROID_ADVERTISING_ID("android_aaid", "android_advertising_id"),
  IOS_VENDOR_ID("ios_idfv", "ios_idfv"),
  IOS_ADVERTISING_ID("ios_idfa", "ios_advertising_id"),
  FIRE_ADVERTISING_ID("fire_aid", "fire_advertising_id");

  private static final Map<String, ClientIdentity> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(each -> each.name, each -> each));

  private final String name;
  private final String key;

  ClientIdentity(String name, String key) {
    this.name = name;
    this.key = key;
  }

  /// The one that SDKs call so; null for those by which nobody is found.
  public static @Nullable ClientIdentity named(String name) {
    return BY_NAME.get(name);
  }

  /// As SDKs call it.
  public String text() {
    return name;
  }

  /// As batches call it.
  public String key() {
    return key;
  }

  /// What audiences know it as; null when messages have no place for it.
  @Nullable IdentityType type() {
    IdentityType user = IdentityType.ofUser(key);
    return user == null ? IdentityType.ofDevice(key) : user;
  }

  /// Whether it is of a device, which several people can use.
  boolean isOfDevice() {
    return compareTo(DEVICE_APPLICATION_STAMP) >= 0;
  }
}
