package io.hydrant.console;

import io.hydrant.http.Reply;
import io.hydrant.model.Fragment;
import io.hydrant.store.DeadBegun;
import io.hydrant.store.DeadKey;
import io.hydrant.store.DeadLetter;
import io.hydrant.store.DeadLetterOffice;
import io.hydrant.store.DeadWork;
import io.hydrant.store.Row;
import io.hydrant.store.Tries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Dead letters as the console gives them.
///
/// @param names what people call connections, by their numbers
record DeadJson(IntFunction<String> names) {
  /// A list, without what the letters carry.
  ///
  /// @param next where there are more; null when there are none
  Reply list(List<DeadLetter> letters, @Nullable DeadKey next, Collection<DeadWork> works) {
    return Reply.object(
        200,
        json -> {
          json.writeArrayPropertyStart("letters");
          for (DeadLetter letter : letters) {
            json.writeStartObject();
            members(letter, json);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (next != null) {
            json.writeStringProperty("next", next.id());
          }
          json.writeArrayPropertyStart("works");
          for (DeadWork work : works) {
            json.writeStartObject();
            json.writeStringProperty("connection", names.apply(work.selection().connection()));
            json.writeStringProperty("kind", work.kind().name().toLowerCase(Locale.ROOT));
            json.writeNumberProperty("done", work.done());
            json.writeNumberProperty("rate", work.rate());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /// One letter.
  ///
  /// @param documents what was sent; null: that is not shown
  Reply show(DeadLetter letter, @Nullable List<String> documents) {
    return Reply.object(
        200,
        json -> {
          members(letter, json);
          if (letter.row().kind() == Row.Kind.FRAGMENT) {
            json.writeNumberProperty("revision", Fragment.of(letter.row().payload()).revision());
          }
          if (documents != null) {
            json.writeArrayPropertyStart("documents");
            documents.forEach(json::writeString);
            json.writeEndArray();
          }
        });
  }

  private void members(DeadLetter letter, JsonGenerator json) {
    Tries tries = letter.row().tries();
    json.writeStringProperty("id", letter.key().id());
    json.writeStringProperty("connection", names.apply(letter.key().connection()));
    json.writeStringProperty("diedAt", time(letter.key().time()));
    if (tries.firstAgain() != 0) {
      json.writeStringProperty("firstTriedAgainAt", time(tries.firstAgain()));
    }
    json.writeStringProperty("cause", letter.cause().word());
    if (!tries.firstError().isEmpty()) {
      json.writeStringProperty("firstError", tries.firstError());
    }
    json.writeStringProperty("lastError", letter.lastError());
    json.writeNumberProperty("attempts", tries.attempts() + tries.thrown());
    json.writeStringProperty("kind", letter.row().kind().name().toLowerCase(Locale.ROOT));
    json.writeNumberProperty("events", letter.row().count());
    json.writeNumberProperty("bytes", letter.storedBytes());
  }

  /// What was asked for, and whether it is done.
  ///
  /// @param begun null when only the count was asked for
  static Reply begun(DeadLetterOffice.Count count, @Nullable DeadBegun begun) {
    return Reply.object(
        200,
        json -> {
          json.writeNumberProperty("letters", count.letters());
          json.writeNumberProperty("events", count.events());
          json.writeNumberProperty("bytes", count.bytes());
          if (count.leftOut() > 0) {
            json.writeNumberProperty("superseded", count.leftOut());
          }
          json.writeBooleanProperty("begun", begun == DeadBegun.BEGUN);
          json.writeBooleanProperty("atWork", begun == DeadBegun.AT_WORK);
        });
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
