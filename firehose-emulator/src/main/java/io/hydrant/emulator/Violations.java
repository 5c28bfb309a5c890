package io.hydrant.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The constraints of Firehose's model that a request breaks, all in one message.
final class Violations {
  static final int CALL_RECORDS_MAX = 500;
  static final int RECORD_BYTES_MAX = 1_024_000;
  private static final int NAME_LENGTH_MAX = 64;
  private static final String NAME_PATTERN = "[a-zA-Z0-9_.-]+";
  private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

  private final ValidationWording wording;
  private final List<String> found = new ArrayList<>();

  Violations(ValidationWording wording) {
    this.wording = wording;
  }

  /// The error to answer with, null when every constraint holds.
  @Nullable AwsError error() {
    if (found.isEmpty()) {
      return null;
    }
    return AwsError.validation(
        found.size()
            + (found.size() == 1 ? " validation error" : " validation errors")
            + " detected: "
            + String.join("; ", found));
  }

  /// Checks a put: the number of records first, as the service was seen to do.
  void put(Operation operation, PutRequest request) {
    List<@Nullable Bytes> records = request.records();
    String member = operation == Operation.PUT_RECORD ? "record" : "records";
    if (records == null) {
      notNull(member);
    } else if (operation == Operation.PUT_RECORD) {
      data("record.data", records.getFirst());
    } else {
      records(records);
    }
    streamName(request.stream());
  }

  private void records(List<@Nullable Bytes> records) {
    if (records.size() > CALL_RECORDS_MAX) {
      String shown =
          records.stream()
              .map(data -> "Record(data=" + (data == null ? "null" : buffer(data)) + ")")
              .collect(Collectors.joining(", ", "[", "]"));
      add(shown, "records", "Member must have length less than or equal to " + CALL_RECORDS_MAX);
    }
    if (records.isEmpty()) {
      add("[]", "records", "Member must have length greater than or equal to 1");
    }
    for (int i = 0; i < records.size(); i++) {
      data("records." + (i + 1) + ".member.data", records.get(i));
    }
  }

  private void data(String path, @Nullable Bytes data) {
    if (data == null) {
      notNull(path);
    } else if (data.length() > RECORD_BYTES_MAX) {
      add(buffer(data), path, "Member must have length less than or equal to " + RECORD_BYTES_MAX);
    }
  }

  /// Whether a stream may have this name.
  static boolean isStreamName(String name) {
    return name.length() <= NAME_LENGTH_MAX && NAME.matcher(name).matches();
  }

  void streamName(@Nullable String name) {
    if (name == null) {
      notNull("deliveryStreamName");
      return;
    }
    if (name.isEmpty()) {
      add(name, "deliveryStreamName", "Member must have length greater than or equal to 1");
    }
    if (name.length() > NAME_LENGTH_MAX) {
      add(
          name,
          "deliveryStreamName",
          "Member must have length less than or equal to " + NAME_LENGTH_MAX);
    }
    if (!NAME.matcher(name).matches()) {
      add(
          name,
          "deliveryStreamName",
          "Member must satisfy regular expression pattern: " + NAME_PATTERN);
    }
  }

  void limit(@Nullable Long limit) {
    if (limit != null && limit < 1) {
      add(limit.toString(), "limit", "Member must have value greater than or equal to 1");
    }
    if (limit != null && limit > 10_000) {
      add(limit.toString(), "limit", "Member must have value less than or equal to 10000");
    }
  }

  void oneOf(String path, @Nullable String value, List<String> allowed) {
    if (value != null && !allowed.contains(value)) {
      add(value, path, "Member must satisfy enum value set: [" + String.join(", ", allowed) + "]");
    }
  }

  void notNull(String path) {
    found.add(
        (wording == ValidationWording.WITH_VALUE ? "Value null at '" : "Value at '")
            + path
            + "' failed to satisfy constraint: Member must not be null");
  }

  private void add(String value, String path, String constraint) {
    String shown =
        wording == ValidationWording.WITH_VALUE ? "Value '" + value + "' at '" : "Value at '";
    found.add(shown + path + "' failed to satisfy constraint: " + constraint);
  }

  private static String buffer(Bytes data) {
    return "java.nio.HeapByteBuffer[pos=0 lim=%1$d cap=%1$d]".formatted(data.length());
  }
}
