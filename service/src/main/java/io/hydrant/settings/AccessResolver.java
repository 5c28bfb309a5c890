package io.hydrant.settings;

import io.hydrant.http.Proxies;
import io.hydrant.http.TlsIdentity;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the doors of a configuration, and refuses those that would let others listen in.
///
/// @param root the file
/// @param running what a service runs on that is to run on this one; null: none does
record AccessResolver(Block root, @Nullable Access running) {

  /// A door's part of the file.
  private record Part(
      Setting<Block> door,
      Setting<ListenAddress> listen,
      Setting<Block> tls,
      Setting<String> certificate,
      Setting<String> key) {}

  private static final Part COLLECTOR =
      new Part(
          ServiceSettings.COLLECTOR,
          DoorSettings.COLLECTOR_LISTEN,
          DoorSettings.COLLECTOR_TLS,
          DoorSettings.COLLECTOR_CERTIFICATE,
          DoorSettings.COLLECTOR_KEY);

  private static final Part CONSOLE =
      new Part(
          ServiceSettings.CONSOLE,
          DoorSettings.CONSOLE_LISTEN,
          DoorSettings.CONSOLE_TLS,
          DoorSettings.CONSOLE_CERTIFICATE,
          DoorSettings.CONSOLE_KEY);

  Access access() {
    boolean isBehindProxy = root.get(DoorSettings.BEHIND_PROXY);
    Listener collector = listener(COLLECTOR, isBehindProxy);
    Listener console = listener(CONSOLE, isBehindProxy);
    if (collector.address().collides(console.address())) {
      root.at(root.has(CONSOLE.door()) ? CONSOLE.door() : COLLECTOR.door())
          .refuse("the console listens where the collector does: change the port of one");
    }
    Logins logins = logins(root.get(ServiceSettings.CONSOLE), console);
    if (running != null) {
      unchanged(COLLECTOR, running.collector(), collector);
      unchanged(CONSOLE, running.console(), console);
      unchanged(root.named(DoorSettings.BEHIND_PROXY), running.isBehindProxy(), isBehindProxy);
    }
    return new Access(
        collector, console, logins, scraping(), isBehindProxy, proxies(isBehindProxy));
  }

  private Scraping scraping() {
    Block metrics = root.get(DoorSettings.METRICS);
    ListenAddress address = metrics.find(DoorSettings.METRICS_LISTEN);
    Secret token = metrics.find(DoorSettings.METRICS_TOKEN);
    if (address != null && !address.loopback() && token == null) {
      metrics
          .at(DoorSettings.METRICS_LISTEN)
          .refuse("other machines reach it: write token: ${env:SCRAPE_TOKEN} beside it");
    }
    if (running != null) {
      Value place = Resolver.within(root, DoorSettings.METRICS, DoorSettings.METRICS_LISTEN);
      unchanged(place, said(running.scraping().address()), said(address));
    }
    return new Scraping(address, token);
  }

  private static String said(@Nullable ListenAddress address) {
    return address == null ? "left out" : address.toString();
  }

  private Logins logins(Block console, Listener listener) {
    List<Block> blocks = console.get(DoorSettings.CONSOLE_USERS);
    Resolver.unique(blocks, DoorSettings.USER_NAME, "console.users");
    List<User> users = Resolver.each(blocks, AccessResolver::user);
    if (!listener.address().loopback() && !console.has(DoorSettings.CONSOLE_USERS)) {
      console
          .at(DoorSettings.CONSOLE_LISTEN)
          .refuse(
              "other machines reach it, and nobody logs in: write users beside it (hydrant key"
                  + " password makes their hashes)");
    }
    List<String> hosts = new ArrayList<>(console.get(DoorSettings.CONSOLE_HOSTS));
    hosts.add(listener.address().host());
    return new Logins(users, hosts);
  }

  private static @Nullable User user(Block block) {
    String name = block.find(DoorSettings.USER_NAME);
    String role = block.find(DoorSettings.USER_ROLE);
    Secret password = block.find(DoorSettings.USER_PASSWORD);
    return name == null || role == null || password == null
        ? null
        : new User(name, role.equals("operator"), password);
  }

  private Proxies proxies(boolean isBehindProxy) {
    Proxies proxies = new Proxies(root.get(DoorSettings.TRUSTED_PROXIES));
    if (root.has(DoorSettings.TRUSTED_PROXIES) && !isBehindProxy) {
      root.at(DoorSettings.TRUSTED_PROXIES).refuse("needs behindProxy: true beside it");
    }
    if (running != null) {
      Value place = root.named(DoorSettings.TRUSTED_PROXIES);
      unchanged(place, running.proxies().trusted(), proxies.trusted());
    }
    return proxies;
  }

  private Listener listener(Part part, boolean isBehindProxy) {
    Block door = root.get(part.door());
    ListenAddress address = door.get(part.listen());
    boolean isOpen = !address.loopback() && !isBehindProxy && !door.has(part.tls());
    if (isOpen) {
      door.at(part.listen())
          .refuse(
              "other machines reach it, and what they send could be read on the way: write tls: {"
                  + " certificate: server.pem, key: server.key } beside it, or behindProxy: true"
                  + " at the top when a proxy in front speaks TLS");
    }
    Block tls = door.find(part.tls());
    return new Listener(address, tls == null ? null : identity(part, tls));
  }

  private static @Nullable TlsIdentity identity(Part part, Block tls) {
    String certificate = tls.find(part.certificate());
    String key = tls.find(part.key());
    if (certificate == null || key == null) {
      return null;
    }
    List<X509Certificate> chain;
    try {
      chain = TlsIdentity.chain(certificate);
    } catch (TlsIdentity.Unusable e) {
      return tls.at(part.certificate()).refuse(String.valueOf(e.getMessage()));
    }
    try {
      return TlsIdentity.of(chain, key);
    } catch (TlsIdentity.Unusable e) {
      return tls.at(part.key()).refuse(String.valueOf(e.getMessage()));
    }
  }

  // ---- what a running service stands on

  private void unchanged(Part part, Listener before, Listener now) {
    unchanged(Resolver.within(root, part.door(), part.listen()), before.address(), now.address());
    if ((before.identity() == null) != (now.identity() == null)) {
      Value door = Resolver.within(root, part.door(), part.tls());
      Block tls = root.get(part.door()).find(part.tls());
      for (Setting<String> file : List.of(part.certificate(), part.key())) {
        unchanged(tls == null ? door : tls.named(file), before.scheme(), now.scheme());
      }
    }
  }

  private static void unchanged(Value place, Object before, Object now) {
    Resolver.unchanged(place, before, now);
  }
}
