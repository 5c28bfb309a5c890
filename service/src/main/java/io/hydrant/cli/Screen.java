package io.hydrant.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where lines are shown that take the place of those before. What is no terminal gets them all,
/// one after the other.
///
/// A terminal shows its other screen meanwhile, and hands keys over as they are pressed; both end
/// with it.
final class Screen implements AutoCloseable {
  /// The other screen, without cursor, where what is too long is cut off and not wrapped.
  private static final String OPEN = "\u001b[?1049h\u001b[?25l\u001b[?7l";

  private static final String CLOSE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})");

  private final PrintStream out;
  private final boolean isTerminal;
  private int rows = 24;
  private int columns = 80;

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

  /// How long a line may be: what is no terminal takes any.
  int columns() {
    if (!isTerminal) {
      return Integer.MAX_VALUE;
    }
    // It may have another size each time.
    Matcher size = SIZE.matcher(stty("size"));
    if (size.matches() && !size.group(1).equals("0")) {
      rows = Integer.parseInt(size.group(1));
      columns = Integer.parseInt(size.group(2));
    }
    return columns;
  }

  void show(List<String> lines) {
    if (!isTerminal) {
      lines.forEach(out::println);
      out.println();
      out.flush();
      return;
    }
    StringBuilder text = new StringBuilder(HOME);
    boolean isAll = lines.size() < rows;
    for (String line : isAll ? lines : lines.subList(0, rows - 2)) {
      text.append(line).append(CLEAR_LINE).append("\r\n");
    }
    if (!isAll) {
      text.append("… and ").append(lines.size() - rows + 2).append(" lines more");
    }
    print(text.append(CLEAR_BELOW).toString());
  }

  private void print(String text) {
    out.print(text);
    out.flush();
  }

  /// Asks or tells the terminal: without being told, a key needs Enter behind it.
  ///
  /// @return what it says; nothing where there is no such program, or no terminal of that kind
  private static String stty(String how) {
    try {
      Process stty = new ProcessBuilder("sh", "-c", "stty " + how + " < /dev/tty").start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      stty.waitFor();
      return said.strip();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
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
