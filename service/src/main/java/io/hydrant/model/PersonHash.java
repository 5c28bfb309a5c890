package io.hydrant.model;

import org.jspecify.annotations.Nullable;

/// How a person is told in keys, where nobody is named: hashes of the MPID and of identities.
///
/// An identity is told by its text, so that one that is sent as a number here and as a string
/// there, or with escapes, is the same.
public final class PersonHash {
  /// What devices without an id send in place of one: it tells nobody.
  private static final Bytes ZERO = Bytes.utf8("00000000-0000-0000-0000-000000000000");

  private static final Bytes MPID = Bytes.utf8("mpid");
  private static final Bytes IDENTITY = Bytes.utf8("identity");

  private PersonHash() {}

  /// The hash of an MPID.
  ///
  /// @param digits of the number
  public static Hash mpid(KeyedHash hash, Bytes digits) {
    return hash.of(MPID, digits);
  }

  /// The hash of an identity; null when it tells nobody.
  ///
  /// @param type its key in `user_identities` or `device_info`
  /// @param json its value, a JSON string or number
  public static @Nullable Hash identity(KeyedHash hash, String type, Bytes json) {
    return ofText(hash, type, text(json));
  }

  /// The same, of the value's text.
  ///
  /// @param text decoded
  public static @Nullable Hash ofText(KeyedHash hash, String type, Bytes text) {
    boolean tellsNobody = text.length() == 0 || text.equals(ZERO);
    return tellsNobody ? null : hash.of(IDENTITY, Bytes.utf8(type), text);
  }

  /// The decoded text of a JSON string, the digits of a number.
  public static Bytes text(Bytes json) {
    Bytes value = ByValue.of(json);
    boolean isString = value.length() > 0 && value.at(0) == '"';
    return isString ? value.slice(1, value.length()) : value;
  }
}
