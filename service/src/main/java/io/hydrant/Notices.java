package io.hydrant;

import io.hydrant.alert.Webhook;
import io.hydrant.settings.Notice;
import io.hydrant.settings.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where people are told of alerts.
final class Notices {
  private Notices() {}

  /// Null: nowhere.
  static Webhook.@Nullable Address address(Notice notice) {
    Secret webhook = notice.webhook();
    Secret secret = notice.secret();
    return webhook == null
        ? null
        : new Webhook.Address(
            URI.create(webhook.reveal()),
            secret == null ? null : secret.reveal(),
            notice.outbound());
  }
}
