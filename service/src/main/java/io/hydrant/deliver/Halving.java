package io.hydrant.deliver;

import io.hydrant.deliver.Ruling.Doubt;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks for the record for whose sake calls are refused, by halving: at most ten calls in a row
/// beyond the one that was refused.
///
/// What is refused alone is *never* only when the stream took others after the search began and
/// within a minute before. As long as none was taken it is held, and another record is sent alone
/// to find out. When that is taken the held one is sent once more, for the stream may have refused
/// everything a moment ago; when it is refused with the same error, the fault is the stream's and
/// not a record's.
///
/// The suspects are always the first that are to be sent, so all there is to remember is how many.
final class Halving {
  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private int suspects;
  private @Nullable Outgoing alone;
  private boolean hasTaken;
  private long takenAt;
  private @Nullable UUID lastAlone;
  private String lastCode = "";
  private @Nullable Outgoing released;

  /// Whether it is at it, so that one call is sent at a time.
  boolean isOn() {
    return suspects > 0 || alone != null;
  }

  /// What the next call may carry: half of the suspects.
  CallSize size(CallSize otherwise) {
    return isOn()
        ? new CallSize(
            otherwise.recordsMax(), Math.max(1, suspects / 2), otherwise.bytesMax(), true)
        : otherwise;
  }

  /// Whether this message is held here, to be sent when it is known whether others pass.
  boolean holds(Outgoing message) {
    return message == alone;
  }

  /// Whether a message is held.
  boolean isHolding() {
    return alone != null;
  }

  /// Forgets the search; what it holds is somebody else's business.
  void forget() {
    suspects = 0;
    alone = null;
    hasTaken = false;
  }

  /// Hands out what is held, because there is no other that could show whether others pass.
  @Nullable Outgoing retry() {
    Outgoing message = alone;
    alone = null;
    suspects = message == null ? suspects : 1;
    return message;
  }

  /// The held message, when it is to be sent once more.
  @Nullable Outgoing takeReleased() {
    Outgoing message = released;
    released = null;
    return message;
  }

  /// Takes an answer into account.
  ///
  /// @return what it means now: a record that was refused alone may be never, or the stream blocked
  Ruling rule(Flight flight, Ruling ruling, long now) {
    return switch (ruling) {
      case Ruling.Each each -> {
        decided(flight, each, now);
        yield each;
      }
      case Ruling.Blocked blocked -> {
        end();
        yield blocked;
      }
      case Ruling.Refused refused when flight.messages().size() > 1 -> {
        refusedTogether(flight, refused);
        yield refused;
      }
      case Ruling.Refused refused -> refusedAlone(flight.messages().getFirst(), refused, now);
    };
  }

  private void decided(Flight flight, Ruling.Each each, long now) {
    int taken = (int) each.verdicts().stream().filter(Verdict.TAKEN::equals).count();
    if (!flight.isSearch()) {
      // It left before: what is not taken of it stands before the suspects.
      suspects += suspects > 0 ? each.verdicts().size() - taken : 0;
      lastAlone = taken > 0 && !isOn() ? null : lastAlone;
      return;
    }
    suspects = Math.max(0, suspects - taken);
    if (taken == 0) {
      return;
    }
    hasTaken = true;
    takenAt = now;
    lastAlone = null;
    release();
  }

  private void release() {
    released = alone;
    suspects += alone == null ? 0 : 1;
    alone = null;
  }

  /// The stream is blocked. What was refused until then says nothing of it once it takes again.
  private void end() {
    release();
    suspects = 0;
    lastAlone = null;
  }

  private void refusedTogether(Flight flight, Ruling.Refused refused) {
    begin();
    // A call that is too long is cut by its bytes.
    suspects = refused.doubt() == Doubt.RECORD ? flight.messages().size() : 0;
  }

  private void begin() {
    if (!isOn()) {
      hasTaken = false;
    }
  }

  private Ruling refusedAlone(Outgoing message, Ruling.Refused refused, long now) {
    begin();
    suspects = Math.max(0, suspects - 1);
    if (hasTaken && now - takenAt <= MINUTE_NANOS) {
      suspects = 0;
      return new Ruling.Each(List.of(Verdict.NEVER), null);
    }
    UUID id = message.message().id();
    if (lastAlone != null && !lastAlone.equals(id) && lastCode.equals(refused.code())) {
      end();
      return new Ruling.Blocked(BlockedCause.NOT_DIRECT_PUT);
    }
    lastAlone = id;
    lastCode = refused.code();
    release();
    suspects = 0;
    alone = message;
    return refused;
  }
}
