package io.hydrant.console;

import io.hydrant.audience.Member;
import io.hydrant.audience.User;
import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import io.hydrant.model.PersonHash;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known of one user, for whoever runs the service: which identities there are, and how
/// each begins, never the whole of it. Reads the store, so it may block.
record UserPage(Store store) {
  static final String PATH = "/v1/users/";
  private static final int SHOWN_CHARACTERS = 2;

  /// The page at a path; null when it names nobody.
  @Nullable Supplier<Reply> page(String path) {
    String digits = path.substring(PATH.length());
    return digits.matches("-?\\d{1,19}") ? () -> DeadPages.answered(() -> user(digits)) : null;
  }

  private Reply user(String mpid) throws IOException {
    Bytes known = store.audiences().known(User.of(mpid, store.hash()).key());
    if (known == null) {
      return Reply.error(404, "Nothing is known of this user.");
    }
    Member member = Member.of(known);
    return Reply.object(
        200,
        json -> {
          json.writeStringProperty("mpid", mpid);
          json.writeObjectPropertyStart("identities");
          for (Map.Entry<IdentityType, Bytes> each : member.identities().values().entrySet()) {
            json.writeStringProperty(each.getKey().key(), masked(each.getValue()));
          }
          json.writeEndObject();
          json.writeArrayPropertyStart("foundBy");
          member.handles().forEach(handle -> json.writeString(handle.type()));
          json.writeEndArray();
          json.writeArrayPropertyStart("audiences");
          member.audiences(store.audiences()::find).forEach(json::writeNumber);
          json.writeEndArray();
        });
  }

  private static String masked(Bytes value) {
    String text = PersonHash.text(value).text();
    boolean isLong = text.length() > 2 * SHOWN_CHARACTERS;
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(isLong ? SHOWN_CHARACTERS : 0).forEach(shown::appendCodePoint);
    return shown.append('…').toString();
  }
}
