package io.hydrant.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An identity that a message of an Audience connection can carry, in the order in which it does.
///
/// Source: the identity mapping of mParticle's Amazon Kinesis Firehose Audience page; names it does
/// not list are formed like those it does.
public enum IdentityType {
  CUSTOMER_ID("customer_id", "customer", "CustomerId"),
  EMAIL("email", "email", "Email"),
  OTHER("other", "other", "Other"),
  OTHER_ID_2("other_id_2", "other2", "Other2"),
  OTHER_ID_3("other_id_3", "other3", "Other3"),
  OTHER_ID_4("other_id_4", "other4", "Other4"),
  OTHER_ID_5("other_id_5", "other5", "Other5"),
  OTHER_ID_6("other_id_6", "other6", "Other6"),
  OTHER_ID_7("other_id_7", "other7", "Other7"),
  OTHER_ID_8("other_id_8", "other8", "Other8"),
  OTHER_ID_9("other_id_9", "other9", "Other9"),
  OTHER_ID_10("other_id_10", "other10", "Other10"),
  FACEBOOK("facebook", "facebook", "FacebookId"),
  GOOGLE("google", "google", "GoogleId"),
  MICROSOFT("microsoft", "microsoft", "MicrosoftId"),
  TWITTER("twitter", "twitter", "TwitterId"),
  YAHOO("yahoo", "yahoo", "YahooId"),
  /// Not an identity that a sender names among others: the user's own number.
  MPID("mpid", "mpid", "MPID"),
  ANDROID_UUID("android_uuid", "android_id", "AndroidId"),
  ANDROID_ADVERTISING_ID(
      "android_advertising_id", "google_advertising_id", "GoogleAdvertisingIdentifier"),
  IOS_ADVERTISING_ID("ios_advertising_id", "ios_advertising_id", "AppleAdvertisingIdentifier"),
  IOS_IDFV("ios_idfv", "ios_vendor_id", "AppleVendorIdentifier"),
  FIRE_ADVERTISING_ID("fire_advertising_id", "fire_advertising_id", "FireAdvertisingIdentifier"),
  MICROSOFT_ADVERTISING_ID(
      "microsoft_advertising_id", "microsoft_advertising_id", "MicrosoftAdvertisingIdentifier"),
  ROKU_ADVERTISING_ID("roku_advertising_id", "roku_advertising_id", "RokuAdvertisingIdentifier"),
  ROKU_PUBLISHER_ID("roku_publisher_id", "roku_publisher_id", "RokuPublisherIdentifier");

  /// Those of a user, by which one without an MPID is told, the first before all others.
  public static final List<IdentityType> OF_USERS =
      List.of(
          CUSTOMER_ID,
          EMAIL,
          FACEBOOK,
          GOOGLE,
          MICROSOFT,
          OTHER,
          OTHER_ID_2,
          OTHER_ID_3,
          OTHER_ID_4,
          OTHER_ID_5,
          OTHER_ID_6,
          OTHER_ID_7,
          OTHER_ID_8,
          OTHER_ID_9,
          OTHER_ID_10,
          TWITTER,
          YAHOO);

  /// Those of a device, which follow [#OF_USERS] when a user is told by one.
  public static final List<IdentityType> OF_DEVICES =
      List.of(
          ANDROID_UUID,
          ANDROID_ADVERTISING_ID,
          IOS_ADVERTISING_ID,
          IOS_IDFV,
          FIRE_ADVERTISING_ID,
          MICROSOFT_ADVERTISING_ID,
          ROKU_ADVERTISING_ID,
          ROKU_PUBLISHER_ID);

  private static final Map<String, IdentityType> BY_OUTPUT =
      by(Arrays.stream(values()), IdentityType::output);
  private static final Map<String, IdentityType> USERS = by(OF_USERS.stream(), IdentityType::key);
  private static final Map<String, IdentityType> DEVICES =
      by(OF_DEVICES.stream(), IdentityType::key);
  private static final Map<String, IdentityType> PARTNERS =
      by(Stream.concat(OF_USERS.stream(), OF_DEVICES.stream()), IdentityType::partner);

  private final String key;
  private final String partner;
  private final String output;

  IdentityType(String key, String partner, String output) {
    this.key = key;
    this.partner = partner;
    this.output = output;
  }

  /// Its key in `user_identities`, `device_identities` and `device_info`.
  public String key() {
    return key;
  }

  /// Its type in messages of the partner SDK.
  public String partner() {
    return partner;
  }

  /// Its key in `UserIdentities` of what is sent.
  public String output() {
    return output;
  }

  /// The one that is written so; null when none is.
  public static @Nullable IdentityType ofOutput(String output) {
    return BY_OUTPUT.get(output);
  }

  /// The one that a user has under this key; null for those that are not forwarded.
  public static @Nullable IdentityType ofUser(String key) {
    return USERS.get(key);
  }

  /// The one that a device has under this key; null for those that are not forwarded.
  public static @Nullable IdentityType ofDevice(String key) {
    return DEVICES.get(key);
  }

  /// The one that messages of the partner SDK call so; null for those that are not forwarded.
  public static @Nullable IdentityType ofPartner(String type) {
    return PARTNERS.get(type);
  }

  private static Map<String, IdentityType> by(
      Stream<IdentityType> types, Function<IdentityType, String> name) {
    return types.collect(Collectors.toUnmodifiableMap(name, type -> type));
  }
}
