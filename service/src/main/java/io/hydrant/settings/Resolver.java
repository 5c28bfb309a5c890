package io.hydrant.settings;

import io.hydrant.http.Outbound;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Makes a configuration of a file's tree: from what a person wrote to what the service runs on.
///
/// @param running what a service runs on that is to run on this one; null: none does
record Resolver(Source source, @Nullable Configuration running) {
  private static final String NOT_OUTBOUND =
      "leads to an address that allowOutbound does not name: write it there, like allowOutbound:"
          + " [10.1.0.0/16], if that is meant";

  /// The configuration; null or incomplete when problems were reported.
  @Nullable Configuration configuration(Value file) {
    Block root = Block.read(file, Section.ROOT);
    if (root == null) {
      return null;
    }
    List<Block> inputBlocks = blocks(root, ServiceSettings.INPUTS);
    List<Block> outputBlocks = blocks(root, ServiceSettings.OUTPUTS);
    List<Block> connectionBlocks = blocks(root, ServiceSettings.CONNECTIONS);
    demandOne(root, ServiceSettings.INPUTS);
    demandOne(root, ServiceSettings.CONNECTIONS);
    unique(inputBlocks, InputSettings.NAME, "inputs");
    unique(inputBlocks, InputSettings.KEY, "inputs");
    unique(inputBlocks, InputSettings.PARTNER, "inputs");
    unique(outputBlocks, OutputSettings.NAME, "outputs");
    unique(connectionBlocks, ConnectionSettings.NAME, "connections");

    List<Input> inputs = each(inputBlocks, InputResolver::input);
    ConnectionResolver resolver = new ConnectionResolver(names(inputBlocks), outputs(outputBlocks));
    List<Connection> connections = each(connectionBlocks, resolver::connection);
    Access access = new AccessResolver(root, running == null ? null : running.access()).access();
    Storage storage = storage(root);
    Outbound outbound = outbound(root, outputBlocks);
    Notice notice = notice(root, outbound);
    if (running != null && storage != null) {
      Storage before = running.storage();
      unchanged(root.named(ServiceSettings.DATA), before.data(), storage.data());
      unchanged(
          root.named(ServiceSettings.DISK_RESERVE),
          Size.written(before.diskReserveBytes()),
          Size.written(storage.diskReserveBytes()));
      unchanged(
          within(root, ServiceSettings.DEDUP, ServiceSettings.DEDUP_MAX_MARKS),
          before.dedupMarksMax(),
          storage.dedupMarksMax());
    }
    return source.problems().none() && storage != null
        ? new Configuration(storage, access, notice, logging(root), outbound, inputs, connections)
        : null;
  }

  /// What may be called, held against what is written to be called.
  private static Outbound outbound(Block root, List<Block> outputs) {
    Outbound outbound = new Outbound(root.get(DoorSettings.ALLOW_OUTBOUND));
    for (Block output : outputs) {
      URI endpoint = output.find(OutputSettings.ENDPOINT);
      if (endpoint != null && !outbound.allowsWritten(endpoint.getHost())) {
        output.at(OutputSettings.ENDPOINT).refuse(NOT_OUTBOUND);
      }
    }
    return outbound;
  }

  private static Notice notice(Block root, Outbound outbound) {
    Block alerts = root.get(ServiceSettings.ALERTS);
    Secret webhook = alerts.find(ServiceSettings.ALERTS_WEBHOOK);
    Secret secret = alerts.find(ServiceSettings.ALERTS_SECRET);
    if (webhook != null && !outbound.allowsWritten(URI.create(webhook.reveal()).getHost())) {
      alerts.at(ServiceSettings.ALERTS_WEBHOOK).refuse(NOT_OUTBOUND);
    }
    return new Notice(webhook, secret, outbound);
  }

  private static Logging logging(Block root) {
    Block log = root.get(ServiceSettings.LOG);
    return new Logging(
        log.get(ServiceSettings.LOG_FORMAT).equals("json"), log.get(ServiceSettings.LOG_LEVEL));
  }

  static Value within(Block root, Setting<Block> part, Setting<?> setting) {
    return root.has(part) ? root.get(part).named(setting) : root.named(part);
  }

  /// A running service stands on it.
  static void unchanged(Value place, Object before, Object now) {
    if (!before.equals(now)) {
      place.refuse("a change needs a restart: restart Hydrant, or let it be " + before + " again");
    }
  }

  private @Nullable Storage storage(Block root) {
    long marks = root.get(ServiceSettings.DEDUP).get(ServiceSettings.DEDUP_MAX_MARKS);
    long reserve = root.get(ServiceSettings.DISK_RESERVE);
    try {
      Path data = source.resolve(root.get(ServiceSettings.DATA));
      return new Storage(data, marks, reserve);
    } catch (InvalidPathException e) {
      return root.at(ServiceSettings.DATA).refuse("is no path");
    }
  }

  private static Map<String, Output> outputs(List<Block> blocks) {
    Map<String, Output> outputs = new LinkedHashMap<>();
    for (Block block : blocks) {
      Output output = Output.of(block);
      String name = block.find(OutputSettings.NAME);
      if (name != null) {
        outputs.put(name, output);
      }
    }
    return outputs;
  }

  private static List<String> names(List<Block> inputs) {
    return each(inputs, block -> block.find(InputSettings.NAME));
  }

  private static List<Block> blocks(Block root, Setting<List<Block>> setting) {
    List<Block> found = root.find(setting);
    return found == null ? List.of() : found;
  }

  /// What came in would go nowhere, and be answered 202.
  private static void demandOne(Block root, Setting<List<Block>> list) {
    Value written = root.at(list);
    if (written.node() instanceof SequenceNode items && items.getValue().isEmpty()) {
      written.refuse("is empty; write one like " + list.words().example());
    }
  }

  static void unique(List<Block> blocks, Setting<String> setting, String list) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      String text = blocks.get(i).find(setting);
      Integer before = text == null ? null : seen.putIfAbsent(text, i);
      if (before != null) {
        blocks.get(i).at(setting).refuse("is also that of " + list + "[" + before + "]");
      }
    }
  }

  /// What became of each that became something.
  static <T> List<T> each(List<Block> blocks, Function<Block, @Nullable T> resolve) {
    List<T> resolved = new ArrayList<>();
    for (Block block : blocks) {
      T one = resolve.apply(block);
      if (one != null) {
        resolved.add(one);
      }
    }
    return resolved;
  }
}
