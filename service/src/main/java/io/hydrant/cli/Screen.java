package io.hydrant.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/// Where lines are shown that take the place of those before. What is no terminal gets them all,
/// one after the other.
///
/// A terminal shows its other screen meanwhile, and hands keys over as they are pressed; both end
/// with it.
final class Screen implements AutoCloseable {
  private static final String OPEN = "\u001b[?1049h\u001b[?25l";
  private static final String CLOSE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private final boolean isTerminal;

  private Screen(PrintStream out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  static Screen of(World.Output output) {
    Screen screen = new Screen(output.out(), output.isTerminal());
    if (screen.isTerminal) {
      stty("-icanon -echo min 1");
      screen.print(OPEN);
    }
    return screen;
  }

  void show(List<String> lines) {
    if (!isTerminal) {
      lines.forEach(out::println);
      out.println();
      out.flush();
      return;
    }
    StringBuilder text = new StringBuilder(HOME);
    for (String line : lines) {
      text.append(line).append(CLEAR_LINE).append("\r\n");
    }
    print(text.append(CLEAR_BELOW).toString());
  }

  private void print(String text) {
    out.print(text);
    out.flush();
  }

  /// Without it, a key needs Enter behind it.
  private static void stty(String how) {
    try {
      new ProcessBuilder("sh", "-c", "stty " + how + " < /dev/tty").start().waitFor();
    } catch (IOException e) {
      // There is no such program, or no terminal of that kind.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (isTerminal) {
      print(CLOSE);
      stty("icanon echo");
    }
  }
}
