package io.hydrant.emulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A misfortune and the calls it strikes: those that are signed and readable, whatever else is
/// wrong with them.
///
/// @param operation null for any
/// @param stream null for any
/// @param skipped how many of the calls that match pass unharmed first
/// @param times how many are struck then
public record Fault(
    Misfortune misfortune,
    @Nullable Operation operation,
    @Nullable String stream,
    long skipped,
    long times) {

  private static final long ALWAYS = Long.MAX_VALUE;

  public Fault {
    if (skipped < 0 || times < 1) {
      throw new IllegalArgumentException("fault skips " + skipped + " calls, strikes " + times);
    }
  }

  public static Fault once(Misfortune misfortune) {
    return times(1, misfortune);
  }

  public static Fault times(long times, Misfortune misfortune) {
    return new Fault(misfortune, null, null, 0, times);
  }

  /// Until the script is cleared.
  public static Fault always(Misfortune misfortune) {
    return times(ALWAYS, misfortune);
  }

  /// Only calls of this operation.
  public Fault on(Operation only) {
    return new Fault(misfortune, only, stream, skipped, times);
  }

  /// Only calls that name this stream.
  public Fault of(String only) {
    return new Fault(misfortune, operation, only, skipped, times);
  }

  /// Only after so many calls that match.
  public Fault after(long calls) {
    return new Fault(misfortune, operation, stream, calls, times);
  }

  /// Reads a script: one fault or an array of them, as `POST /_emulator/faults` takes it.
  ///
  /// @throws IllegalArgumentException saying what is wrong with it
  public static List<Fault> parse(String json) {
    try {
      return FaultReader.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedBody e) {
      throw new IllegalArgumentException(e.text(), e);
    }
  }

  /// The same with one strike spent.
  Fault less() {
    return times == ALWAYS ? this : new Fault(misfortune, operation, stream, skipped, times - 1);
  }

  boolean isEndless() {
    return times == ALWAYS;
  }

  boolean matches(Operation called, @Nullable String calledStream) {
    return (operation == null || operation == called)
        && (stream == null || stream.equals(calledStream));
  }
}
