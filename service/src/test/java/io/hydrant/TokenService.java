package io.hydrant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hydrant.emulator.AccessKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// An STS that has one role, which it gives to one signer who names the external id.
final class TokenService implements AutoCloseable {
  static final String ROLE = "arn:aws:iam::111122223333:role/hydrant";
  static final String EXTERNAL_ID = "hydrant-7f3a";

  private final HttpServer server;
  private final String signer;
  private final AtomicInteger given = new AtomicInteger();
  private volatile AccessKey key;

  /// @param signer the id of the access key that may take the role
  /// @param key the role's session
  TokenService(String signer, AccessKey key) throws IOException {
    this.signer = signer;
    this.key = key;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// How often the role was given.
  int given() {
    return given.get();
  }

  /// Another session from now on.
  void rotate(AccessKey next) {
    key = next;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) + "&";
      String signed = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      boolean isKnown =
          signed.startsWith("AWS4-HMAC-SHA256 Credential=" + signer + "/")
              && signed.contains("/us-east-1/sts/aws4_request")
              && signed.contains("Signature=");
      boolean isTrusted =
          asked.contains("Action=AssumeRole&")
              && asked.contains("RoleArn=" + ROLE.replace(":", "%3A").replace("/", "%2F") + "&")
              && asked.contains("ExternalId=" + EXTERNAL_ID + "&");
      if (isKnown && isTrusted) {
        given.incrementAndGet();
        say(exchange, 200, session());
      } else {
        say(
            exchange,
            403,
            "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>");
      }
    }
  }

  private String session() {
    AccessKey now = key;
    return """
    <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>%s</AccessKeyId>\
    <SecretAccessKey>%s</SecretAccessKey><SessionToken>%s</SessionToken>\
    <Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
    """
        .formatted(now.id(), now.secret(), now.sessionToken(), now.expires());
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
