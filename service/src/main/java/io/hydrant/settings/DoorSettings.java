package io.hydrant.settings;

import io.hydrant.http.AddressRange;
import java.util.List;

/// The keys of the doors, and of what stands before them.
final class DoorSettings {
  private static final String RELOAD =
      " When the file changes, new connections see what it holds then, and none is disturbed.";

  static final Setting<ListenAddress> COLLECTOR_LISTEN =
      start(Section.COLLECTOR, "listen", new Address(8080))
          .standard("127.0.0.1:8080")
          .effect(
              "Host and port of the collector; port 0 takes any free one. Where other machines"
                  + " reach it, `tls` or `behindProxy` is needed.")
          .example("0.0.0.0:8080");

  static final Setting<Block> COLLECTOR_TLS = tls(Section.COLLECTOR, Section.COLLECTOR_TLS);
  static final Setting<String> COLLECTOR_CERTIFICATE = certificate(Section.COLLECTOR_TLS);
  static final Setting<String> COLLECTOR_KEY = key(Section.COLLECTOR_TLS);

  static final Setting<ListenAddress> CONSOLE_LISTEN =
      start(Section.CONSOLE, "listen", new Address(8090))
          .standard("127.0.0.1:8090")
          .effect(
              "Host and port of the console; port 0 takes any free one. Where other machines reach"
                  + " it, `users` are needed, and `tls` or `behindProxy`.")
          .example("127.0.0.1:9000");

  static final Setting<Block> CONSOLE_TLS = tls(Section.CONSOLE, Section.CONSOLE_TLS);
  static final Setting<String> CONSOLE_CERTIFICATE = certificate(Section.CONSOLE_TLS);
  static final Setting<String> CONSOLE_KEY = key(Section.CONSOLE_TLS);

  static final Setting<List<Block>> CONSOLE_USERS =
      Setting.of(Section.CONSOLE, "users", new Block.Many(Section.CONSOLE_USER), Role.PART)
          .standard("[]")
          .effect(
              "Who may look. Where there are none, whoever reaches the console looks, and the token"
                  + " in the data directory acts; needed where other machines reach it.")
          .example("[{ name: ada, role: operator, password: \"${file:ada.hash}\" }]");

  static final Setting<List<String>> CONSOLE_HOSTS =
      Setting.of(Section.CONSOLE, "hosts", new HostNames(), Role.SERVICE)
          .standard("[]")
          .effect(
              "Names by which the console is asked for, beside those of this machine; requests for"
                  + " others are refused.")
          .example("[hydrant.example.com]");

  static final Setting<String> USER_NAME =
      Setting.of(Section.CONSOLE_USER, "name", Text.NAME, Role.SERVICE)
          .required()
          .effect("With what he logs in; stands in the audit log.")
          .example("ada");

  static final Setting<String> USER_ROLE =
      Setting.of(Section.CONSOLE_USER, "role", Choice.of("viewer", "operator"), Role.SERVICE)
          .standard("viewer")
          .effect(
              "A `viewer` looks, and what may be personal is masked; an `operator` acts, and sees"
                  + " content when he asks for it.")
          .example("operator");

  static final Setting<Secret> USER_PASSWORD =
      Setting.of(Section.CONSOLE_USER, "password", new PasswordHash(), Role.SERVICE)
          .required()
          .effect("The hash of his password (Argon2id); another one ends what is signed in.")
          .example("${file:/run/secrets/ada}");

  static final Setting<Block> METRICS =
      Setting.of(Section.ROOT, "metrics", new Block.One(Section.METRICS), Role.PART)
          .standard("{}")
          .effect("Where Prometheus looks, beside `/metrics` of the console.")
          .example("{ listen: 127.0.0.1:9464 }");

  static final Setting<ListenAddress> METRICS_LISTEN =
      start(Section.METRICS, "listen", new Address(9464))
          .unset("`/metrics` is at the console alone")
          .effect(
              "Host and port of a door for `/metrics` alone; port 0 takes any free one. Where other"
                  + " machines reach it, `token` is needed.")
          .example("0.0.0.0:9464");

  static final Setting<Secret> METRICS_TOKEN =
      Setting.of(Section.METRICS, "token", new SecretText(), Role.SERVICE)
          .unset("whoever reaches it reads it")
          .effect("What opens it: `Authorization: Bearer` and this token.")
          .example("${env:SCRAPE_TOKEN}");

  static final Setting<Boolean> BEHIND_PROXY =
      start(Section.ROOT, "behindProxy", new Flag())
          .standard("false")
          .effect(
              "Whether a proxy in front speaks TLS for the doors, so that they may listen beyond"
                  + " this machine without; nobody else must reach them then.")
          .example("true");

  static final Setting<List<AddressRange>> TRUSTED_PROXIES =
      start(Section.ROOT, "trustedProxies", new AddressRanges())
          .standard("[]")
          .effect(
              "Where those proxies are whose `X-Forwarded-For` and `X-Forwarded-Proto` are"
                  + " believed; of anybody else these headers count for nothing. Needs"
                  + " `behindProxy: true`.")
          .example("[10.0.0.0/8]");

  static final Setting<List<AddressRange>> ALLOW_OUTBOUND =
      Setting.of(Section.ROOT, "allowOutbound", new AddressRanges(), Role.SERVICE)
          .standard("[]")
          .effect(
              "Private addresses that `alerts.webhook` and an output's `endpoint` may lead to:"
                  + " others than those of the internet are not called. This machine is allowed"
                  + " by its plain name (`localhost`, `127.0.0.1`), and AWS's own names may lead"
                  + " into a private network, as those of VPC endpoints do.")
          .example("[10.1.0.0/16]");

  static final List<Setting<?>> ALL =
      List.of(
          METRICS,
          BEHIND_PROXY,
          TRUSTED_PROXIES,
          ALLOW_OUTBOUND,
          COLLECTOR_LISTEN,
          COLLECTOR_TLS,
          COLLECTOR_CERTIFICATE,
          COLLECTOR_KEY,
          CONSOLE_LISTEN,
          CONSOLE_TLS,
          CONSOLE_USERS,
          CONSOLE_HOSTS,
          CONSOLE_CERTIFICATE,
          CONSOLE_KEY,
          USER_NAME,
          USER_ROLE,
          USER_PASSWORD,
          METRICS_LISTEN,
          METRICS_TOKEN);

  private DoorSettings() {}

  private static <T> Setting<T> start(Section section, String key, Shape<T> shape) {
    return Setting.of(section, key, shape, Role.START);
  }

  private static Setting<Block> tls(Section door, Section section) {
    return Setting.of(door, "tls", new Block.One(section), Role.PART)
        .unset("plain HTTP")
        .effect("With what it speaks TLS, 1.2 and 1.3.")
        .example("{ certificate: server.pem, key: server.key }");
  }

  private static Setting<String> certificate(Section section) {
    return start(section, "certificate", new PemFile())
        .required()
        .effect("Its certificate, and behind it those that vouch for it." + RELOAD)
        .example("server.pem");
  }

  private static Setting<String> key(Section section) {
    return start(section, "key", new PemFile())
        .required()
        .effect("The certificate's private key, without a password." + RELOAD)
        .example("server.key");
  }
}
