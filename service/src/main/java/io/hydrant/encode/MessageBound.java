package io.hydrant.encode;

import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentParts;
import io.hydrant.settings.Content;

/// How long a message can become at most, cheaply: the sum of what its settings and its fragments
/// bring. Merging only ever makes it shorter.
public final class MessageBound {
  /// All that every message has, with the longest numbers and words, and a `context` for a
  /// location.
  private static final int FRAME_BYTES = 640;

  /// A character of JSON text is six bytes at most.
  private static final int CHARACTER_BYTES = 6;

  /// Names, marks and a time of receipt around an expanded identity.
  private static final int IDENTITY_BYTES = 80;

  /// Comma and digits of an `event_id`.
  private static final int EVENT_BYTES = 21;

  private MessageBound() {}

  /// Of the frame that the settings give every message.
  public static long ofContent(Content content) {
    String uniqueId = content.uniqueId();
    return FRAME_BYTES + (uniqueId == null ? 0 : (long) CHARACTER_BYTES * uniqueId.length());
  }

  /// Of what a fragment adds besides its events. Its rows are longer than the commas of its
  /// members.
  public static long withoutEvents(Fragment fragment) {
    FragmentParts parts = fragment.parts();
    long bound = (long) IDENTITY_BYTES * parts.identities() + parts.headBytes();
    return bound + parts.members(); // a comma each
  }

  /// Of all the events of a fragment.
  public static long ofEvents(Fragment fragment) {
    FragmentParts parts = fragment.parts();
    int events = parts.events();
    if (events == 0) {
      return 0;
    }
    long bound = (long) parts.eventEnd(events - 1) - parts.eventStart(0);
    bound += (long) EVENT_BYTES * events;
    for (int i = 0; i < events; i++) {
      if (parts.locationStart(i) != FragmentParts.NONE) {
        return bound + parts.locationEnd(i) - parts.locationStart(i);
      }
    }
    return bound;
  }

  /// Of one event of a fragment.
  public static long ofEvent(FragmentParts parts, int event) {
    int bytes = parts.eventEnd(event) - parts.eventStart(event);
    int location = parts.locationStart(event) == FragmentParts.NONE ? 0 : bytes;
    return (long) bytes + location + EVENT_BYTES;
  }
}
