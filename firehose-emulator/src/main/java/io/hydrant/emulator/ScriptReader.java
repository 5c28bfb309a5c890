package io.hydrant.emulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads faults from YAML, of which JSON is a part: which calls, here; what befalls them, in
/// [MisfortuneReader]. A member it does not know is an error, not a fault that never strikes.
final class ScriptReader {
  private static final int CHARACTERS_MAX = 1 << 20;
  private static final List<String> OPERATIONS =
      Arrays.stream(Operation.values()).map(Operation::text).toList();

  private ScriptReader() {}

  static List<Fault> read(String script, String name) {
    Optional<Node> root = compose(script, name);
    if (root.isEmpty()) {
      return List.of();
    }
    List<Node> faults =
        root.get() instanceof SequenceNode list ? list.getValue() : List.of(root.get());
    return faults.stream().map(fault -> fault(ScriptMembers.of(fault, name))).toList();
  }

  private static Optional<Node> compose(String script, String name) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(CHARACTERS_MAX)
            .setMaxAliasesForCollections(0)
            .build();
    try {
      return new Compose(settings).composeString(script);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new IllegalArgumentException(
          name + ":" + line + ": expected YAML: " + e.getProblem().replaceAll("\\s+", " "), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(name + ":1: expected YAML of at most 1 MiB", e);
    }
  }

  private static Fault fault(ScriptMembers members) {
    Misfortune misfortune = MisfortuneReader.read(members);
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    for (String operation : members.words("operation", OPERATIONS)) {
      operations.add(Operation.named(operation));
    }
    String stream = members.textOrNull("stream");
    long skip = members.whole("skip", 0, 0, Long.MAX_VALUE);
    Fault.When when =
        new Fault.When(
            members.share("share"),
            members.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
            members.duration("from", Duration.ZERO),
            members.durationOrNull("for"));
    long times = times(members, misfortune, when);
    members.end(MisfortuneReader.word(members));
    try {
      return new Fault(misfortune, operations, stream, skip, times, when);
    } catch (IllegalArgumentException e) {
      throw members.wrong(String.valueOf(e.getMessage()));
    }
  }

  /// Once, unless it is a state of things or said otherwise: with a share or an end, every time.
  private static long times(ScriptMembers members, Misfortune misfortune, Fault.When when) {
    boolean always = misfortune.lasts() || when.lasting() != null || when.share() < 1;
    @Nullable String written = members.textOrNull("times");
    if (written == null) {
      return always ? Long.MAX_VALUE : 1;
    }
    return written.equals("always") ? Long.MAX_VALUE : members.whole("times", 1, 1, Long.MAX_VALUE);
  }
}
