package io.hydrant.select;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The identities of a batch that have a value, that is neither null nor the empty string, in the
/// order of the text; `customerid`, as some clients write it, is `customer_id`.
///
/// `user_identities` is an object by type, or an array of objects when outgoing JSON is sent in
/// again.
public final class Identities {
  private static final JsonName CUSTOMER_ID = JsonName.of("customer_id");
  private static final JsonName CUSTOMERID = JsonName.of("customerid");
  private static final JsonName IDENTITY_TYPE = JsonName.of("identity_type");
  private static final JsonName IDENTITY = JsonName.of("identity");
  private static final byte[] CUSTOMER_ID_QUOTED =
      "\"customer_id\"".getBytes(StandardCharsets.US_ASCII);

  /// One identity.
  ///
  /// @param type its type as a JSON string
  /// @param value node of its value
  public record Identity(Bytes type, int value) {}

  private Identities() {}

  /// The identities with a value in a `user_identities`, whatever its form.
  static List<Identity> of(JsonIndex json, int userIdentities, SelectionListener listener) {
    List<Identity> identities = new ArrayList<>();
    if (json.is(userIdentities, JsonIndex.Kind.OBJECT)) {
      ofObject(json, userIdentities, identities, listener);
    } else if (json.is(userIdentities, JsonIndex.Kind.ARRAY)) {
      ofArray(json, userIdentities, identities);
    }
    return identities;
  }

  private static void ofObject(
      JsonIndex json, int object, List<Identity> identities, SelectionListener listener) {
    boolean customerIdWins = ByValue.isThere(json, json.find(object, CUSTOMER_ID));
    for (int member = json.first(object); member != JsonIndex.NONE; member = json.next(member)) {
      if (!ByValue.isThere(json, member)) {
        listener.leftOut(member, Rule.NO_VALUE);
        continue;
      }
      if (!json.isNamed(member, CUSTOMERID)) {
        int start = json.nameStart(member);
        identities.add(
            new Identity(Bytes.of(json.text(), start, json.nameEnd(member) - start), member));
      } else if (customerIdWins) {
        listener.leftOut(member, Rule.CUSTOMER_ID);
      } else {
        identities.add(new Identity(Bytes.of(CUSTOMER_ID_QUOTED), member));
        listener.rewritten(member, Rule.DOCUMENTED_FORM);
      }
    }
  }

  private static void ofArray(JsonIndex json, int array, List<Identity> identities) {
    for (int each = json.first(array); each != JsonIndex.NONE; each = json.next(each)) {
      int value = json.find(each, IDENTITY);
      if (ByValue.isThere(json, value)) {
        int type = json.find(each, IDENTITY_TYPE);
        identities.add(
            new Identity(type == JsonIndex.NONE ? Bytes.EMPTY : bytes(json, type), value));
      }
    }
  }

  private static Bytes bytes(JsonIndex json, int node) {
    int start = json.start(node);
    return Bytes.of(json.text(), start, json.end(node) - start);
  }
}
