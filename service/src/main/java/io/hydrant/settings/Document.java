package io.hydrant.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The text of a configuration as a YAML tree, bounded: whatever the text, reading the tree takes a
/// bounded time and stack. A text that breaks a bound, or is no YAML, is a problem and no tree.
final class Document {
  static final int CHARACTERS_MAX = 1 << 20;

  private static final String QUOTES = "a value that starts with *, & or ! needs quotes";
  private static final int DEPTH_MAX = 32;
  private static final int NODES_MAX = 200_000;

  private final Problems problems;
  private int nodes;

  private Document(Problems problems) {
    this.problems = problems;
  }

  /// The tree of `text`, or null after saying why there is none.
  static @Nullable Node read(String text, Problems problems) {
    if (text.length() > CHARACTERS_MAX) {
      problems.add("larger than 1MiB");
      return null;
    }
    try {
      Document document = new Document(problems);
      return document.plain(text) ? document.bounded(text) : null;
    } catch (MarkedYamlEngineException e) {
      problems.add(e.getProblemMark(), "", "no valid YAML: " + wording(e));
    } catch (YamlEngineException e) {
      problems.add("no valid YAML: it holds a character that YAML does not allow");
    }
    return null;
  }

  /// Whether it is shallow and without tags: checked on the events, since building a tree recurses
  /// and forgets which tags were written.
  private boolean plain(String text) {
    int depth = 0;
    for (Event event : new Parse(settings()).parseString(text)) {
      if (tagged(event)) {
        problems.add(event.getStartMark(), "", "tags are not supported; " + QUOTES);
        return false;
      }
      if (event instanceof CollectionStartEvent && ++depth > DEPTH_MAX) {
        problems.add(event.getStartMark(), "", "nested deeper than " + DEPTH_MAX + " levels");
        return false;
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return true;
  }

  private static boolean tagged(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getTag().isPresent();
      case CollectionStartEvent collection -> collection.getTag().isPresent();
      default -> false;
    };
  }

  private @Nullable Node bounded(String text) {
    Optional<Node> root = new Compose(settings()).composeString(text);
    if (root.isEmpty()) {
      problems.add("nothing is configured; docs/configuration.md has an example to start from");
      return null;
    }
    if (!small(root.get(), 0)) {
      problems.add("with its aliases followed it is larger than " + NODES_MAX + " values");
      return null;
    }
    return root.get();
  }

  /// Walks what a reader would walk: an alias counts as often as it is used.
  private boolean small(Node node, int depth) {
    if (++nodes > NODES_MAX || depth > DEPTH_MAX) {
      return false;
    }
    return switch (node) {
      case MappingNode mapping -> mapping.getValue().stream().allMatch(pair -> small(pair, depth));
      case SequenceNode list -> list.getValue().stream().allMatch(item -> small(item, depth + 1));
      default -> true;
    };
  }

  private boolean small(NodeTuple pair, int depth) {
    return small(pair.getKeyNode(), depth + 1) && small(pair.getValueNode(), depth + 1);
  }

  /// The parser's words, unless they would show a value: it may be a secret.
  private static String wording(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    if (problem.contains("alias") || problem.contains("anchor") || problem.contains("tag")) {
      return QUOTES;
    }
    if (problem.contains("but found another document")) {
      return "more than one document";
    }
    if (problem.contains("cannot start any token")) {
      return "a value that starts with @, `, % or a tab needs quotes";
    }
    return problem;
  }

  private static LoadSettings settings() {
    return LoadSettings.builder()
        .setCodePointLimit(CHARACTERS_MAX)
        .setMaxAliasesForCollections(NODES_MAX)
        .build();
  }
}
