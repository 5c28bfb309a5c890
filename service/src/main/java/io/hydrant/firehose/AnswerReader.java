package io.hydrant.firehose;

import io.hydrant.firehose.Answer.NotTaken;
import io.hydrant.firehose.Answer.RecordAnswer;
import io.hydrant.firehose.Answer.Taken;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads what the service says of a call that it did not refuse.
///
/// It is believed record by record: one is taken when it has a `RecordId` and no `ErrorCode`.
/// `FailedPutCount` is not looked at, for it counts what "might have failed". Anything that is not
/// a whole answer is of unknown meaning: `{}` was once seen for a batch (aws-sdk-js, issue 1299).
final class AnswerReader {
  /// An answer for 500 records is about 125 KB; errors are longer than record ids.
  static final int ANSWER_BYTES_MAX = 4 << 20;

  private static final int DEPTH_MAX = 64;

  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(ANSWER_BYTES_MAX)
                  .maxStringLength(ANSWER_BYTES_MAX)
                  .maxNestingDepth(DEPTH_MAX)
                  .build())
          .build();

  private AnswerReader() {}

  static Answer read(Call.Operation operation, InputStream body) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new Answer.Unknown("answered with something else than an object");
      }
      @Nullable List<RecordAnswer> records =
          switch (operation) {
            case PUT_RECORD -> single(json);
            case PUT_RECORD_BATCH -> batch(json);
          };
      if (records == null) {
        return new Answer.Unknown("answered without saying what became of the records");
      }
      if (json.nextToken() != null) {
        return new Answer.Unknown("answered with more than one object");
      }
      return new Answer.Decided(records);
    } catch (JacksonException e) {
      // Also when the line broke: then its cause is the IOException.
      return new Answer.Unknown("answered with something unreadable or cut off");
    }
  }

  private static @Nullable List<RecordAnswer> single(JsonParser json) {
    Entry entry = Entry.read(json);
    return entry.isEmpty() ? null : List.of(entry.answer());
  }

  private static @Nullable List<RecordAnswer> batch(JsonParser json) {
    List<RecordAnswer> records = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean entries = json.currentName().equals("RequestResponses");
      if (json.nextToken() == JsonToken.START_ARRAY && entries) {
        records = records == null ? new ArrayList<>() : records;
        while (json.nextToken() != JsonToken.END_ARRAY) {
          records.add(entry(json));
        }
      } else {
        json.skipChildren();
      }
    }
    return records;
  }

  private static RecordAnswer entry(JsonParser json) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return new Entry(null, null, null).answer();
    }
    return Entry.read(json).answer();
  }

  /// What is said of one record.
  private record Entry(
      @Nullable String recordId, @Nullable String errorCode, @Nullable String errorMessage) {

    /// Reads from behind the beginning of an object to its end.
    static Entry read(JsonParser json) {
      String recordId = null;
      String errorCode = null;
      String errorMessage = null;
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        boolean text = json.nextToken() == JsonToken.VALUE_STRING;
        switch (name) {
          case "RecordId" -> recordId = text ? json.getString() : null;
          case "ErrorCode" -> errorCode = text ? json.getString() : null;
          case "ErrorMessage" -> errorMessage = text ? json.getString() : null;
          default -> json.skipChildren();
        }
      }
      return new Entry(recordId, errorCode, errorMessage);
    }

    boolean isEmpty() {
      return recordId == null && errorCode == null;
    }

    RecordAnswer answer() {
      if (errorCode != null) {
        return new NotTaken(ErrorReader.name(errorCode), ErrorReader.bounded(errorMessage));
      }
      return recordId != null && !recordId.isEmpty()
          ? new Taken(recordId)
          : new NotTaken("", "the service said neither that it took it nor why not");
    }
  }
}
