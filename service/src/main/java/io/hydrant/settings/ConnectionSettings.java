package io.hydrant.settings;

import java.util.List;

/// The keys that every connection has, whatever it carries.
final class ConnectionSettings {
  static final Setting<String> NAME =
      delivery("name", Text.NAME)
          .required()
          .effect("What the ledger, the console and metrics call it.")
          .example("app-events");

  static final Setting<String> TYPE =
      delivery("type", Choice.of("event", "audience"))
          .standard("event")
          .effect(
              "What it carries: `event` forwards events, `audience` who enters and leaves"
                  + " audiences.")
          .example("event");

  static final Setting<List<Reference>> INPUTS =
      delivery("inputs", new Reference.Many(Section.INPUT))
          .unset("all inputs")
          .effect(
              "Which inputs feed it. Batches of others are not its business, and not in its"
                  + " ledger.")
          .example("[ios-app]");

  static final Setting<Reference> OUTPUT =
      delivery("output", new Reference.One(Section.OUTPUT))
          .unset("the AWS default provider chain")
          .effect("Who Hydrant is to AWS when it sends this.")
          .example("aws");

  static final Setting<String> DELIVERY_STREAM_NAME =
      delivery("deliveryStreamName", new StreamName())
          .required()
          .effect(
              "The delivery stream to put records into: its name, not its ARN. One that was deleted"
                  + " and made anew gets nothing until `hydrant connections resume`; if the role"
                  + " allows `firehose:DescribeDeliveryStream`, that is noticed also when no call"
                  + " met it in between, within an hour or so.")
          .example("my-stream")
          .hosted("Delivery Stream Name (Stream Name)");

  static final Setting<String> AWS_REGION =
      delivery(
              "awsRegion",
              new Text("an AWS region like eu-west-1", "^[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}$"))
          .standard("us-east-1")
          .effect("The region of the delivery stream.")
          .example("eu-west-1")
          .hosted("AWS Region Endpoint (Kinesis Service Region)");

  static final Setting<Boolean> ENABLED =
      delivery("enabled", new Flag())
          .standard("true")
          .effect(
              "Whether it sends. A connection that is not enabled sends nothing; what waits for it"
                  + " goes on waiting, and `whileDisabled` says what becomes of what comes in.")
          .example("false")
          .hosted("Connection Status (Active / Inactive)");

  static final Setting<String> WHILE_DISABLED =
      delivery("whileDisabled", Choice.of("hold", "discard"))
          .standard("hold")
          .effect(
              "What becomes of events that come in while it is not enabled: `hold` keeps them until"
                  + " it is, `discard` throws them away. Both are counted.")
          .example("discard");

  static final Setting<SpanOrForever.Taken> RETRY_FOR =
      delivery("retryFor", new SpanOrForever(new Span(1_000, 3_650L * 86_400_000)))
          .standard("7d")
          .effect(
              "How long a record is tried, from the first time that it was not taken, before it"
                  + " becomes a dead letter. A time in which the connection is blocked, paused or"
                  + " disabled, or Hydrant is down, does not count.")
          .example("3d");

  static final Setting<Long> DEAD_LETTER_RETENTION =
      delivery("deadLetterRetention", new Span(60_000, 3_650L * 86_400_000))
          .unset("they are kept until a person replays or discards them")
          .effect(
              "How long dead letters are kept. What is older is thrown away, and counted as"
                  + " discarded.")
          .example("30d");

  static final Setting<Block> PACKING =
      delivery("packing", new Block.One(Section.PACKING))
          .standard("{}")
          .effect(
              "How documents share records. Firehose bills a record in steps of 5,120 bytes: ten"
                  + " documents of 1 KB cost five times as much apart as together.")
          .example("{ enabled: true }");

  static final Setting<Long> MAX_PENDING_BYTES =
      delivery("maxPendingBytes", new Size(1 << 20, 1L << 50))
          .unset("as much as the disk holds")
          .effect(
              "How much it may hold, as stored: what waits, open sessions and dead letters. What"
                  + " requests bring that come at the very moment may come on top.")
          .example("10GiB");

  static final Setting<String> WHEN_FULL =
      delivery("whenFull", Choice.of("refuse", "discard"))
          .standard("refuse")
          .effect(
              "What becomes of what comes in while it holds `maxPendingBytes`: `refuse` answers"
                  + " requests of the inputs that feed it 503, `discard` throws away what is for"
                  + " it, and counts it as discarded.")
          .example("discard");

  static final List<Setting<?>> ALL =
      List.of(
          NAME,
          TYPE,
          INPUTS,
          OUTPUT,
          DELIVERY_STREAM_NAME,
          AWS_REGION,
          ENABLED,
          WHILE_DISABLED,
          RETRY_FOR,
          DEAD_LETTER_RETENTION,
          MAX_PENDING_BYTES,
          WHEN_FULL,
          PACKING);

  private ConnectionSettings() {}

  private static <T> Setting<T> delivery(String key, Shape<T> shape) {
    return Setting.of(Section.CONNECTION, key, shape, Role.DELIVERY);
  }
}
