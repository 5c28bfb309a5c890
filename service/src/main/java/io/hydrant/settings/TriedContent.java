package io.hydrant.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// A connection's content settings with some of them written otherwise, to see what that would do.
/// They are read as they are in the configuration file, with the same errors, but nothing is filled
/// in: who tries settings may not be who may read files here.
///
/// An interval or timeout that was configured but is not in use is not remembered: it is the
/// default when another way of batching is tried.
///
/// @param content null when there are errors
/// @param errors a line each
public record TriedContent(@Nullable Content content, List<String> errors) {
  private static final String NAME = "settings";

  public TriedContent {
    errors = List.copyOf(errors);
  }

  /// What `configured` becomes when this is tried.
  ///
  /// @param written content keys and their values, as YAML or JSON; empty: none
  public static TriedContent over(Content configured, String written) {
    if (written.isBlank()) {
      return new TriedContent(configured, List.of());
    }
    Problems problems = new Problems(NAME);
    Content content = null;
    if (written.contains("${")) {
      problems.add("${…} is not filled in here");
    } else {
      Node node = Document.read(written, problems);
      Source source = new Source(Path.of("/"), Map.of(), problems);
      Block block =
          node == null ? null : Block.ofContent(new Value(source, node, NAME), Section.CONNECTION);
      content = block == null ? null : over(configured, block);
    }
    return problems.none()
        ? new TriedContent(content, List.of())
        : new TriedContent(null, problems.inOrder().stream().map(TriedContent::line).toList());
  }

  private static String line(ConfigurationError error) {
    return (error.path().isEmpty() ? NAME : error.path()) + ": " + error.message();
  }

  private static Content over(Content configured, Block block) {
    Content tried = ConnectionResolver.content(block);
    Set<Toggle> on =
        Stream.of(Toggle.values())
            .filter(toggle -> of(block, EventSettings.toggle(toggle), tried, configured).is(toggle))
            .collect(Collectors.toSet());
    return new Content(
        on,
        of(block, EventSettings.UNIQUE_ID, tried, configured).uniqueId(),
        of(block, EventSettings.SCHEMA_VERSION, tried, configured).schemaVersion(),
        of(block, EventSettings.METADATA_FIELD_EXCLUSION, tried, configured)
            .metadataFieldExclusion(),
        of(block, EventSettings.ENVIRONMENT, tried, configured).environment(),
        batching(block, configured.batching()),
        of(block, EventSettings.RECORD_DELIMITER, tried, configured).recordDelimiter());
  }

  /// The content that a setting is taken from.
  private static Content of(Block block, Setting<?> setting, Content tried, Content configured) {
    return block.has(setting) ? tried : configured;
  }

  private static Batching batching(Block block, Batching configured) {
    boolean sessions =
        block.has(EventSettings.WAIT_FOR_COMPLETE_BATCH)
            ? block.get(EventSettings.WAIT_FOR_COMPLETE_BATCH)
            : configured instanceof Batching.Sessions;
    boolean together =
        block.has(EventSettings.SEND_AS_BATCH)
            ? block.get(EventSettings.SEND_AS_BATCH)
            : !(configured instanceof Batching.SingleEvents);
    if (sessions) {
      boolean known =
          configured instanceof Batching.Sessions && !block.has(EventSettings.SESSION_TIMEOUT);
      return known ? configured : new Batching.Sessions(block.get(EventSettings.SESSION_TIMEOUT));
    }
    if (!together) {
      return new Batching.SingleEvents();
    }
    boolean known =
        configured instanceof Batching.Windows && !block.has(EventSettings.BATCH_INTERVAL);
    return known ? configured : new Batching.Windows(block.get(EventSettings.BATCH_INTERVAL));
  }
}
