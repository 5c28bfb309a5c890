package io.hydrant.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys under a connection's `packing`.
final class PackingSettings {
  static final Setting<Boolean> ENABLED =
      packing("enabled", new Flag())
          .standard("false")
          .effect(
              "Whether documents share records, up to 500 in one, each on its own line. For streams"
                  + " into S3 and the like; where a record must be one document (OpenSearch,"
                  + " Splunk, HTTP endpoints) leave it off. Needs `recordDelimiter: newline`.")
          .example("true");

  static final Setting<Long> TARGET_BYTES =
      packing("targetBytes", new Size(Packing.STEP_BYTES, Packing.TARGET_BYTES_MAX))
          .standard("100KiB")
          .effect(
              "What a record is filled to: a multiple of 5,120 bytes, by which Firehose bills. A"
                  + " longer document has a record to itself. Nothing waits longer to fill one.")
          .example("20480");

  static final List<Setting<?>> ALL = List.of(ENABLED, TARGET_BYTES);

  private PackingSettings() {}

  private static <T> Setting<T> packing(String key, Shape<T> shape) {
    return Setting.of(Section.PACKING, key, shape, Role.DELIVERY);
  }

  /// What a connection's keys say of packing; null when documents share no records.
  static @Nullable Packing of(Block connection) {
    Block block = connection.get(ConnectionSettings.PACKING);
    long bytes = block.get(TARGET_BYTES);
    if (!Packing.isTarget(bytes)) {
      long next = Math.ceilDiv(bytes, Packing.STEP_BYTES) * Packing.STEP_BYTES;
      block.at(TARGET_BYTES).refuse("is no multiple of 5120; the next one is " + next);
      return null;
    }
    if (!block.get(ENABLED)) {
      return null;
    }
    if (connection.get(EventSettings.RECORD_DELIMITER).equals("none")) {
      block
          .at(ENABLED)
          .refuse("needs recordDelimiter: newline, which keeps the documents of a record apart");
      return null;
    }
    return new Packing((int) bytes);
  }
}
