package io.hydrant.settings;

import io.hydrant.http.AddressRange;
import io.hydrant.http.TlsFiles;
import io.hydrant.http.TlsIdentity;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The keys of the doors, as rows of [EverySettingTest].
final class AccessRows {
  private static final String CERTIFICATE = TlsFiles.path("one.pem").toString();
  private static final String KEY = TlsFiles.path("one.key").toString();

  private static final String HASH =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  private AccessRows() {}

  static List<EverySettingTest.Row> all() {
    Function<Configuration, @Nullable Object> collector = c -> shown(c.access().collector());
    Function<Configuration, @Nullable Object> console = c -> shown(c.access().console());
    return List.of(
        new EverySettingTest.Row(
            "collector.listen",
            "0.0.0.0:80",
            c -> c.access().collector().address(),
            new ListenAddress("127.0.0.1", 8080),
            new ListenAddress("0.0.0.0", 80)),
        new EverySettingTest.Row(
            "collector.tls.certificate", CERTIFICATE, collector, null, "CN=one"),
        new EverySettingTest.Row("collector.tls.key", KEY, collector, null, "CN=one"),
        new EverySettingTest.Row(
            "console.listen",
            "\"[::1]:0\"",
            c -> c.access().console().address(),
            new ListenAddress("127.0.0.1", 8090),
            new ListenAddress("::1", 0)),
        new EverySettingTest.Row("console.tls.certificate", CERTIFICATE, console, null, "CN=one"),
        new EverySettingTest.Row("console.tls.key", KEY, console, null, "CN=one"),
        new EverySettingTest.Row(
            "console.hosts",
            "[Hydrant.example]",
            c -> c.access().logins().hosts(),
            List.of("127.0.0.1"),
            List.of("hydrant.example", "127.0.0.1")),
        user("name", "ada", User::name, "ada"),
        user("role", "operator", User::isOperator, true),
        user("password", "'" + HASH + "'", User::password, Secret.of(HASH)),
        new EverySettingTest.Row(
            "metrics.listen",
            "127.0.0.1:9464",
            c -> c.access().scraping().address(),
            null,
            new ListenAddress("127.0.0.1", 9464)),
        new EverySettingTest.Row(
            "metrics.token",
            "scrape",
            c -> c.access().scraping().token(),
            null,
            Secret.of("scrape")),
        new EverySettingTest.Row(
            "behindProxy", "true", c -> c.access().isBehindProxy(), false, true),
        new EverySettingTest.Row(
            "trustedProxies",
            "[10.0.0.0/8]",
            c -> c.access().proxies().trusted(),
            List.of(),
            List.of(range("10.0.0.0/8"))),
        new EverySettingTest.Row(
            "allowOutbound",
            "[10.0.0.0/8]",
            c -> c.outbound().allowed(),
            List.of(),
            List.of(range("10.0.0.0/8"))));
  }

  private static EverySettingTest.Row user(
      String key, String written, Function<User, Object> found, Object read) {
    return new EverySettingTest.Row(
        "console.users[]." + key,
        written,
        c -> c.access().logins().users().stream().findFirst().map(found).orElse(null),
        null,
        read);
  }

  private static @Nullable Object shown(Listener listener) {
    TlsIdentity identity = listener.identity();
    return identity == null ? null : identity.toString();
  }

  private static @Nullable AddressRange range(String text) {
    return AddressRange.of(text);
  }

  /// What some keys need beside them.
  static void beside(String path, Written written) {
    switch (path) {
      case "collector.listen", "trustedProxies" ->
          written.with(Section.ROOT, "behindProxy", "true");
      case "collector.tls.certificate" -> written.with(Section.COLLECTOR_TLS, "key", KEY);
      case "collector.tls.key" -> written.with(Section.COLLECTOR_TLS, "certificate", CERTIFICATE);
      case "console.tls.certificate" -> written.with(Section.CONSOLE_TLS, "key", KEY);
      case "console.tls.key" -> written.with(Section.CONSOLE_TLS, "certificate", CERTIFICATE);
      case "console.users[].name" -> hashed(written);
      case "console.users[].role" -> hashed(written.with(Section.CONSOLE_USER, "name", "ada"));
      case "console.users[].password" -> written.with(Section.CONSOLE_USER, "name", "ada");
      default -> {
        // Most keys need nothing.
      }
    }
  }

  private static void hashed(Written written) {
    written.with(Section.CONSOLE_USER, "password", "'" + HASH + "'");
  }
}
