package io.hydrant.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The members of one mapping of a script, each read once by whoever knows it; what nobody asked
/// for is a mistake. Every mistake names its line, what was expected, and the nearest right word.
final class ScriptMembers {
  private static final Pattern DURATION = Pattern.compile("(-?)(\\d{1,9})(ms|s|m|h|d)");

  private final String script;
  private final Node mapping;
  private final Map<String, ScalarNode> names = new LinkedHashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Collection<String> known = new TreeSet<>();

  private ScriptMembers(String script, Node mapping) {
    this.script = script;
    this.mapping = mapping;
  }

  static ScriptMembers of(Node node, String script) {
    ScriptMembers members = new ScriptMembers(script, node);
    if (!(node instanceof MappingNode mapping)) {
      throw members.wrong(node, "expected members, as in `misfortune: reset`");
    }
    for (NodeTuple member : mapping.getValue()) {
      if (!(member.getKeyNode() instanceof ScalarNode name)) {
        throw members.wrong(member.getKeyNode(), "expected the name of a member");
      }
      members.names.put(name.getValue(), name);
      members.values.put(name.getValue(), member.getValueNode());
    }
    return members;
  }

  boolean has(String name) {
    known.add(name);
    return values.containsKey(name);
  }

  String text(String name, String otherwise) {
    String text = textOrNull(name);
    return text == null ? otherwise : text;
  }

  @Nullable String textOrNull(String name) {
    Node value = value(name);
    return value == null ? null : scalar(name, value);
  }

  /// One of some words; the first when there is none.
  String word(String name, List<String> words) {
    Node value = value(name);
    return value == null ? words.getFirst() : oneOf(name, value, words);
  }

  /// A constant by its name, in any case and with dashes or underscores; null when there is none.
  <E extends Enum<E>> @Nullable E constant(String name, E[] constants) {
    Node value = value(name);
    if (value == null) {
      return null;
    }
    String written = scalar(name, value).replace('-', '_');
    for (E constant : constants) {
      if (constant.name().equalsIgnoreCase(written)) {
        return constant;
      }
    }
    List<String> words =
        Arrays.stream(constants).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    oneOf(name, value, words);
    throw new IllegalStateException("a word is a constant: " + written);
  }

  /// One or more of some words; none when there is no such member.
  List<String> words(String name, List<String> words) {
    Node value = value(name);
    return items(value).stream().map(item -> oneOf(name, item, words)).toList();
  }

  List<String> texts(String name) {
    return items(value(name)).stream().map(item -> scalar(name, item)).toList();
  }

  List<Integer> positions(String name) {
    return items(value(name)).stream().map(item -> (int) number(name, item, 0, 499)).toList();
  }

  long whole(String name, long otherwise, long least, long most) {
    Node value = value(name);
    return value == null ? otherwise : number(name, value, least, most);
  }

  double share(String name) {
    Node value = value(name);
    if (value == null) {
      return 1;
    }
    try {
      double share = Double.parseDouble(scalar(name, value));
      if (share > 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong(value, name + ": expected a number above 0 and at most 1, as in 0.05");
  }

  boolean flag(String name, boolean otherwise) {
    return word(name, otherwise ? List.of("true", "false") : List.of("false", "true"))
        .equals("true");
  }

  Duration duration(String name, Duration otherwise) {
    Duration duration = durationOrNull(name);
    return duration == null ? otherwise : duration;
  }

  @Nullable Duration durationOrNull(String name) {
    Node value = value(name);
    if (value == null) {
      return null;
    }
    Matcher written = DURATION.matcher(scalar(name, value));
    if (!written.matches()) {
      throw wrong(value, name + ": expected a duration, as in 500ms, 20s, 10m or 1h");
    }
    long amount = Long.parseLong(written.group(1) + written.group(2));
    return switch (written.group(3)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /// A member that has members.
  @Nullable ScriptMembers members(String name) {
    Node value = value(name);
    return value == null ? null : of(value, script);
  }

  /// The names and texts of all members, a list giving one each.
  List<Misfortune.Header> headers() {
    List<Misfortune.Header> headers = new ArrayList<>();
    for (String name : names.keySet()) {
      texts(name).forEach(value -> headers.add(new Misfortune.Header(name, value)));
    }
    return headers;
  }

  /// Ends reading: a member that nobody asked for is a mistake.
  void end(String of) {
    for (Map.Entry<String, ScalarNode> name : names.entrySet()) {
      if (!known.contains(name.getKey())) {
        throw wrong(
            name.getValue(),
            "%s takes no %s: expected %s%s"
                .formatted(
                    of,
                    name.getKey(),
                    String.join(", ", known),
                    NearWord.question(name.getKey(), known)));
      }
    }
  }

  /// A mistake in this mapping as a whole.
  IllegalArgumentException wrong(String expected) {
    return wrong(mapping, expected);
  }

  private IllegalArgumentException wrong(Node where, String expected) {
    int line = where.getStartMark().map(Mark::getLine).orElse(0) + 1;
    return new IllegalArgumentException(script + ":" + line + ": " + expected);
  }

  private @Nullable Node value(String name) {
    known.add(name);
    return values.get(name);
  }

  private static List<Node> items(@Nullable Node value) {
    return switch (value) {
      case null -> List.of();
      case SequenceNode list -> list.getValue();
      default -> List.of(value);
    };
  }

  private String scalar(String name, Node value) {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(value, name + ": expected a single value");
  }

  private String oneOf(String name, Node value, List<String> words) {
    String written = scalar(name, value);
    if (words.contains(written)) {
      return written;
    }
    throw wrong(
        value,
        "%s: expected one of %s; not %s%s"
            .formatted(name, String.join(", ", words), written, NearWord.question(written, words)));
  }

  private long number(String name, Node value, long least, long most) {
    try {
      long number = Long.parseLong(scalar(name, value).replace("_", ""));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    String range = most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
    throw wrong(value, name + ": expected a whole number, " + range);
  }
}
