package io.hydrant.preview;

import io.hydrant.preview.Remark.Cause;
import io.hydrant.preview.Remark.Place;
import io.hydrant.settings.DisplayName;

/// Remarks as people read them.
public final class RemarkText {
  private RemarkText() {}

  /// Where it stood.
  ///
  /// @param isOneOfMany whether there are several batches that it could be in
  public static String place(Place place, boolean isOneOfMany) {
    boolean isInBatch = isOneOfMany && place.batch() != Place.NONE;
    String batch = isInBatch ? "batch " + place.batch() + " " : "";
    if (place.event() != Place.NONE) {
      return batch + "event " + place.event() + " " + place.eventType();
    }
    if (!place.path().isEmpty()) {
      return batch + place.path();
    }
    return batch.isEmpty() ? "the batch" : batch.strip();
  }

  /// What did it.
  public static String cause(Cause cause) {
    return switch (cause) {
      case Cause.Setting(String key) -> {
        String name = DisplayName.of(key);
        yield name == null ? key : key + " (" + name + ")";
      }
      case Cause.Always(String why) -> why;
    };
  }
}
