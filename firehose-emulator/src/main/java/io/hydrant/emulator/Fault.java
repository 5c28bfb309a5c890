package io.hydrant.emulator;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A misfortune and the calls it strikes. Most strike calls that are signed and readable, whatever
/// else is wrong with them.
///
/// @param operations none for any
/// @param stream null for any
/// @param skipped how many of the calls that match pass unharmed first
/// @param times how many are struck then
/// @param when which of them, by time and chance
public record Fault(
    Misfortune misfortune,
    Set<Operation> operations,
    @Nullable String stream,
    long skipped,
    long times,
    When when) {

  private static final long ALWAYS = Long.MAX_VALUE;

  public Fault {
    operations = Set.copyOf(operations);
    if (skipped < 0 || times < 1) {
      throw new IllegalArgumentException("fault skips " + skipped + " calls, strikes " + times);
    }
    if (stream != null && misfortune.stage() != Misfortune.Stage.CALL) {
      throw new IllegalArgumentException(
          "a fault that strikes before the body is read cannot name a stream");
    }
    if (misfortune instanceof Misfortune.Refuses
        && (when.lasting() == null || !operations.isEmpty())) {
      throw new IllegalArgumentException("refuse needs an end (for), and names no operation");
    }
  }

  /// Which calls are struck, by time and chance.
  ///
  /// @param share of the calls, 0 to 1
  /// @param seed of the chance, so that a script does the same again
  /// @param from since the fault was given to the emulator
  /// @param lasting from then on; null for no end
  public record When(double share, long seed, Duration from, @Nullable Duration lasting) {
    static final When ALWAYS = new When(1, 1, Duration.ZERO, null);

    public When {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("share must be above 0 and at most 1, not " + share);
      }
      if (from.isNegative() || (lasting != null && lasting.isNegative())) {
        throw new IllegalArgumentException("a fault begins and ends in the future");
      }
    }
  }

  public static Fault once(Misfortune misfortune) {
    return times(1, misfortune);
  }

  public static Fault times(long times, Misfortune misfortune) {
    return new Fault(misfortune, EnumSet.noneOf(Operation.class), null, 0, times, When.ALWAYS);
  }

  /// Until the script is cleared.
  public static Fault always(Misfortune misfortune) {
    return times(ALWAYS, misfortune);
  }

  /// A misfortune that lasts so long from now on.
  public static Fault lasting(Duration duration, Misfortune misfortune) {
    When when = new When(1, 1, Duration.ZERO, duration);
    return new Fault(misfortune, EnumSet.noneOf(Operation.class), null, 0, ALWAYS, when);
  }

  /// Only calls of this operation, or of those named so before.
  public Fault on(Operation one) {
    Set<Operation> all = EnumSet.of(one);
    all.addAll(operations);
    return new Fault(misfortune, all, stream, skipped, times, when);
  }

  /// Only calls that name this stream.
  public Fault of(String only) {
    return new Fault(misfortune, operations, only, skipped, times, when);
  }

  /// Only after so many calls that match.
  public Fault after(long calls) {
    return new Fault(misfortune, operations, stream, calls, times, when);
  }

  /// Only a share of the calls that match, by a chance with this seed.
  public Fault share(double share, long seed) {
    When some = new When(share, seed, when.from(), when.lasting());
    return new Fault(misfortune, operations, stream, skipped, times, some);
  }

  /// Reads a script, YAML or JSON: one fault or a list of them.
  ///
  /// @throws IllegalArgumentException a line that says where it is wrong and what was expected
  public static List<Fault> parse(String script) {
    return parse(script, "script");
  }

  /// Reads a script.
  ///
  /// @param name of the script, as its errors say it
  /// @throws IllegalArgumentException a line that says where it is wrong and what was expected
  public static List<Fault> parse(String script, String name) {
    return ScriptReader.read(script, name);
  }

  boolean isEndless() {
    return times == ALWAYS;
  }

  boolean matches(Operation called, @Nullable String calledStream) {
    return (operations.isEmpty() || operations.contains(called))
        && (stream == null || stream.equals(calledStream));
  }
}
