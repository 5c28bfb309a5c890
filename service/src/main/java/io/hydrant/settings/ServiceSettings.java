package io.hydrant.settings;

import java.util.List;

/// The keys of the service as a whole.
final class ServiceSettings {
  private static final String CUSTODY = "The store keeps what was accepted until it is delivered; ";

  static final Setting<String> DATA =
      root("data", new Text("the path of a directory", "^[^\\u0000]+$"))
          .standard("./data")
          .effect(CUSTODY + "it lives in this directory, seen from the configuration file.")
          .example("/var/lib/hydrant");

  static final Setting<Block> COLLECTOR =
      part("collector", new Block.One(Section.COLLECTOR))
          .standard("{}")
          .effect("Where batches come in.")
          .example("{ listen: 127.0.0.1:8080 }");

  static final Setting<Block> CONSOLE =
      part("console", new Block.One(Section.CONSOLE))
          .standard("{}")
          .effect("Where people and scripts look.")
          .example("{ listen: 127.0.0.1:8090 }");

  static final Setting<List<Block>> INPUTS =
      part("inputs", new Block.Many(Section.INPUT))
          .required()
          .effect("Who may send.")
          .example("[{ name: ios-app, key: us1-0123456789abcdef, secret: \"${env:IOS_SECRET}\" }]");

  static final Setting<List<Block>> OUTPUTS =
      part("outputs", new Block.Many(Section.OUTPUT))
          .standard("[]")
          .effect("Who Hydrant is to AWS, for connections that name an output.")
          .example("[{ name: aws, profile: hydrant }]");

  static final Setting<List<Block>> CONNECTIONS =
      part("connections", new Block.Many(Section.CONNECTION))
          .required()
          .effect("Where events go, and what becomes of them on the way.")
          .example("[{ name: app-events, deliveryStreamName: my-stream }]");

  static final Setting<Block> DEDUP =
      part("dedup", new Block.One(Section.DEDUP))
          .standard("{}")
          .effect("How batches that come twice are recognised.")
          .example("{ maxMarks: 50000000 }");

  static final Setting<Long> DISK_RESERVE =
      root("diskReserve", new Size(64L << 20, 1L << 40))
          .standard("1GiB")
          .effect(
              CUSTODY
                  + "below this much free space nothing more is accepted (503), and what is kept"
                  + " goes on being delivered. A store that needs more for its own work reserves"
                  + " more.")
          .example("4GiB");

  static final Setting<Long> DEDUP_MAX_MARKS =
      Setting.of(Section.DEDUP, "maxMarks", new Whole(1_000, 100_000_000_000L), Role.START)
          .standard("1000000000")
          .effect(
              "How many request ids are remembered (about 25 bytes of disk each). Each is kept 30"
                  + " to 60 days; beyond this number the older period is forgotten early, with an"
                  + " alert.")
          .example("50000000");

  static final Setting<Block> ALERTS =
      part("alerts", new Block.One(Section.ALERTS))
          .standard("{}")
          .effect("Who is told when something needs a person.")
          .example("{ webhook: \"${env:SLACK_WEBHOOK}\" }");

  static final Setting<Secret> ALERTS_WEBHOOK =
      Setting.of(Section.ALERTS, "webhook", new WebAddress(), Role.SERVICE)
          .unset("nobody is told; hydrant alerts shows them")
          .effect(
              "Where the opening and the closing of each alert are posted, as JSON whose `text`"
                  + " Slack and those like it show. Never logged: such addresses are secrets.")
          .example("${env:SLACK_WEBHOOK}");

  static final Setting<Secret> ALERTS_SECRET =
      Setting.of(Section.ALERTS, "secret", new SecretText(), Role.SERVICE)
          .unset("messages are not signed")
          .effect("Signs what is posted: `X-Hydrant-Signature`, see docs/alerts.md.")
          .example("${env:WEBHOOK_SECRET}");

  static final Setting<Block> LOG =
      part("log", new Block.One(Section.LOG))
          .standard("{}")
          .effect("How it is logged what the service does: on stderr, an entry a line.")
          .example("{ format: json }");

  static final Setting<String> LOG_FORMAT =
      Setting.of(Section.LOG, "format", Choice.of("text", "json"), Role.SERVICE)
          .standard("text")
          .effect("`text` is for people, `json` an object a line with times in UTC for programs.")
          .example("json");

  static final Setting<String> LOG_LEVEL =
      Setting.of(Section.LOG, "level", Choice.of("error", "warn", "info", "debug"), Role.SERVICE)
          .standard("info")
          .effect(
              "What is left out below it. `debug` has a line a request; none has what was sent.")
          .example("debug");

  static final List<Setting<?>> ALL =
      List.of(
          DATA,
          COLLECTOR,
          CONSOLE,
          INPUTS,
          OUTPUTS,
          CONNECTIONS,
          DEDUP,
          DISK_RESERVE,
          ALERTS,
          LOG,
          DEDUP_MAX_MARKS,
          ALERTS_WEBHOOK,
          ALERTS_SECRET,
          LOG_FORMAT,
          LOG_LEVEL);

  private ServiceSettings() {}

  private static <T> Setting<T> root(String key, Shape<T> shape) {
    return Setting.of(Section.ROOT, key, shape, Role.START);
  }

  private static <T> Setting<T> part(String key, Shape<T> shape) {
    return Setting.of(Section.ROOT, key, shape, Role.PART);
  }
}
