package io.hydrant.reference;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The identities of audiences: by which a user is known, and what they are called when sent.
final class AudienceIdentity {
  /// Of users, in the order in which one without an MPID is told by them.
  static final List<String> OF_USERS =
      List.of(
          "customer_id",
          "email",
          "facebook",
          "google",
          "microsoft",
          "other",
          "other_id_2",
          "other_id_3",
          "other_id_4",
          "other_id_5",
          "other_id_6",
          "other_id_7",
          "other_id_8",
          "other_id_9",
          "other_id_10",
          "twitter",
          "yahoo");

  /// Of devices, behind them.
  static final List<String> OF_DEVICES =
      List.of(
          "android_uuid",
          "android_advertising_id",
          "ios_advertising_id",
          "ios_idfv",
          "fire_advertising_id",
          "microsoft_advertising_id",
          "roku_advertising_id",
          "roku_publisher_id");

  /// Their names in a message, in its order.
  static final Map<String, String> OUTPUT = output();

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private AudienceIdentity() {}

  private static Map<String, String> output() {
    Map<String, String> output = new LinkedHashMap<>();
    output.put("customer_id", "CustomerId");
    output.put("email", "Email");
    output.put("other", "Other");
    for (int i = 2; i <= 10; i++) {
      output.put("other_id_" + i, "Other" + i);
    }
    output.put("facebook", "FacebookId");
    output.put("google", "GoogleId");
    output.put("microsoft", "MicrosoftId");
    output.put("twitter", "TwitterId");
    output.put("yahoo", "YahooId");
    output.put("mpid", "MPID");
    output.put("android_uuid", "AndroidId");
    output.put("android_advertising_id", "GoogleAdvertisingIdentifier");
    output.put("ios_advertising_id", "AppleAdvertisingIdentifier");
    output.put("ios_idfv", "AppleVendorIdentifier");
    output.put("fire_advertising_id", "FireAdvertisingIdentifier");
    output.put("microsoft_advertising_id", "MicrosoftAdvertisingIdentifier");
    output.put("roku_advertising_id", "RokuAdvertisingIdentifier");
    output.put("roku_publisher_id", "RokuPublisherIdentifier");
    return output;
  }

  /// Those with a value that a message has a place for.
  static Map<String, Object> withValue(
      Map<String, @Nullable Object> user, Map<String, @Nullable Object> device) {
    Map<String, Object> all = new LinkedHashMap<>();
    user.forEach((type, value) -> {
      if (OF_USERS.contains(type) && Tree.hasValue(value) && value != null) {
        all.put(type, value);
      }
    });
    device.forEach((type, value) -> {
      boolean isSomebody = Tree.hasValue(value) && !NOBODY.equals(value);
      if (OF_DEVICES.contains(type) && isSomebody && value != null) {
        all.put(type, value);
      }
    });
    return all;
  }

  /// Who somebody is, for a map.
  static Object user(@Nullable Digits mpid, Map<String, Object> identities) {
    if (mpid != null) {
      return mpid;
    }
    for (List<String> types : List.of(OF_USERS, OF_DEVICES)) {
      for (String type : types) {
        Object value = identities.get(type);
        if (value != null) {
          return Map.entry(type, value);
        }
      }
    }
    throw new IllegalArgumentException("nobody");
  }

  /// The MPID of [#user]; null when he has none.
  static @Nullable Digits mpid(Object user) {
    return user instanceof Digits mpid ? mpid : null;
  }
}
