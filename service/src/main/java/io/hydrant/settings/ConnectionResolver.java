package io.hydrant.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes connections of what is written under `connections`.
///
/// @param inputs names of all
/// @param outputs by name
record ConnectionResolver(List<String> inputs, Map<String, Output> outputs) {

  /// The connection, or null when something that it cannot be without was refused.
  @Nullable Connection connection(Block block) {
    String name = block.find(ConnectionSettings.NAME);
    Delivery delivery = delivery(block);
    List<String> fedBy = fedBy(block);
    ConnectionContent content = carried(block);
    Bounds bounds = bounds(block);
    Duty duty = duty(block);
    return name == null || delivery == null
        ? null
        : new Connection(
            name,
            fedBy,
            content,
            delivery,
            bounds,
            duty,
            block.get(EventSettings.SEND_ALIAS_REQUESTS));
  }

  private static ConnectionContent carried(Block block) {
    if (block.get(ConnectionSettings.TYPE).equals("audience")) {
      return AudienceSettings.of(block);
    }
    AudienceSettings.refuse(block);
    return content(block);
  }

  private static Bounds bounds(Block block) {
    Long retention = block.find(ConnectionSettings.DEAD_LETTER_RETENTION);
    return new Bounds(
        block.get(ConnectionSettings.RETRY_FOR).span(),
        retention == null ? null : Duration.ofMillis(retention),
        pending(block));
  }

  private static @Nullable Pending pending(Block block) {
    Long bytesMax = block.find(ConnectionSettings.MAX_PENDING_BYTES);
    WhenFull whenFull = WhenFull.valueOf(upper(block.get(ConnectionSettings.WHEN_FULL)));
    return bytesMax == null ? null : new Pending(bytesMax, whenFull);
  }

  private static Duty duty(Block block) {
    boolean isDiscarding = block.get(ConnectionSettings.WHILE_DISABLED).equals("discard");
    if (block.get(ConnectionSettings.ENABLED)) {
      return Duty.SEND;
    }
    return isDiscarding ? Duty.DISCARD : Duty.HOLD;
  }

  /// What the content keys of a connection say.
  static Content content(Block block) {
    Set<Toggle> on =
        EventSettings.TOGGLES.entrySet().stream()
            .filter(toggle -> block.get(toggle.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    String uniqueId = block.find(EventSettings.UNIQUE_ID);
    return new Content(
        on,
        uniqueId == null || uniqueId.isEmpty() ? null : uniqueId,
        block.get(EventSettings.SCHEMA_VERSION).intValue(),
        block.get(EventSettings.METADATA_FIELD_EXCLUSION),
        EnvironmentFilter.valueOf(upper(block.get(EventSettings.ENVIRONMENT))),
        batching(block),
        RecordDelimiter.valueOf(upper(block.get(EventSettings.RECORD_DELIMITER))));
  }

  private static Batching batching(Block block) {
    Batching sessions = new Batching.Sessions(block.get(EventSettings.SESSION_TIMEOUT));
    Batching windows = new Batching.Windows(block.get(EventSettings.BATCH_INTERVAL));
    if (block.get(EventSettings.WAIT_FOR_COMPLETE_BATCH)) {
      return sessions;
    }
    return block.get(EventSettings.SEND_AS_BATCH) ? windows : new Batching.SingleEvents();
  }

  private List<String> fedBy(Block block) {
    List<Reference> written = block.find(ConnectionSettings.INPUTS);
    if (written == null) {
      return inputs;
    }
    List<String> names = new ArrayList<>();
    for (Reference reference : written) {
      if (reference.resolves(inputs, "input") && !names.contains(reference.name())) {
        names.add(reference.name());
      }
    }
    if (written.isEmpty()) {
      block.at(ConnectionSettings.INPUTS).refuse("is empty; leave the key out for all inputs");
    }
    return names;
  }

  private @Nullable Delivery delivery(Block block) {
    String stream = block.find(ConnectionSettings.DELIVERY_STREAM_NAME);
    String region = block.get(ConnectionSettings.AWS_REGION);
    Output output = output(block);
    URI endpoint = output.endpoint();
    Packing packing = PackingSettings.of(block);
    return stream == null
        ? null
        : new Delivery(stream, region, endpoint, output.credentials(), output.role(), packing);
  }

  private Output output(Block block) {
    Reference written = block.find(ConnectionSettings.OUTPUT);
    if (written == null || !written.resolves(outputs.keySet(), "output")) {
      return Output.STANDARD;
    }
    return outputs.getOrDefault(written.name(), Output.STANDARD);
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
