package io.hydrant.settings;

import java.util.List;

/// The keys under an input's `limits`.
///
/// Source of the defaults: mParticle's service limits.
final class LimitSettings {
  /// So that whatever is accepted fits a record of Amazon Data Firehose.
  private static final long REQUEST_BYTES_MAX = 256L << 10;

  private static final long COUNT_MAX = 1_000_000;
  private static final String INVALID = "; more make the batch invalid.";

  static final Setting<Long> REQUEST_SIZE =
      limit("requestSize", new Size(1L << 10, REQUEST_BYTES_MAX))
          .standard("256KiB")
          .effect("Size of a request, decompressed; larger ones are answered 413.")
          .example("128KiB");

  static final Setting<Long> BATCH_SIZE =
      limit("batchSize", new Size(1L << 10, REQUEST_BYTES_MAX))
          .standard("128KiB")
          .effect("Size of a batch in a bulk request; larger ones are invalid.")
          .example("64KiB");

  static final Setting<Long> BATCHES =
      count("batchesPerRequest", 100, "Batches in a bulk request; more are answered 400.", "50");

  static final Setting<Long> ATTRIBUTES =
      count("attributes", 100, "`custom_attributes` of an event" + INVALID, "200");

  static final Setting<Long> ATTRIBUTE_LENGTH =
      count("attributeLength", 4096, "Characters of such an attribute's value" + INVALID, "1024");

  static final Setting<Long> USER_ATTRIBUTES =
      count("userAttributes", 100, "`user_attributes` of a batch" + INVALID, "200");

  static final Setting<Long> USER_ATTRIBUTE_LENGTH =
      count("userAttributeLength", 4096, "Characters of a user attribute" + INVALID, "1024");

  static final Setting<Long> LIST_ENTRIES =
      count("listEntries", 1000, "Entries of a user attribute that is a list" + INVALID, "100");

  static final Setting<Long> LIST_ENTRY_LENGTH =
      count("listEntryLength", 512, "Characters of such an entry" + INVALID, "256");

  static final Setting<Long> NAME_LENGTH =
      count(
          "nameLength",
          256,
          "Characters of the names of events, attributes and user attributes; longer names are"
              + " cut, unless that makes two equal.",
          "128");

  static final List<Setting<?>> ALL =
      List.of(
          REQUEST_SIZE,
          BATCH_SIZE,
          BATCHES,
          ATTRIBUTES,
          ATTRIBUTE_LENGTH,
          USER_ATTRIBUTES,
          USER_ATTRIBUTE_LENGTH,
          LIST_ENTRIES,
          LIST_ENTRY_LENGTH,
          NAME_LENGTH);

  private LimitSettings() {}

  private static <T> Setting<T> limit(String key, Shape<T> shape) {
    return Setting.of(Section.LIMITS, key, shape, Role.INPUT);
  }

  private static Setting<Long> count(String key, long standard, String effect, String example) {
    return limit(key, new Whole(1, COUNT_MAX))
        .standard(Long.toString(standard))
        .effect(effect)
        .example(example);
  }
}
