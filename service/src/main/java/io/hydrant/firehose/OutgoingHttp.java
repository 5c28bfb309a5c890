package io.hydrant.firehose;

import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/// The HTTP client of all calls, made for the first of them: it reads the certificates that the JDK
/// trusts, for which no start should wait. Safe for many threads.
final class OutgoingHttp implements SdkHttpClient {
  private final FirehoseOptions options;
  private final DnsResolver names;
  private @Nullable SdkHttpClient made;
  private boolean closed;

  /// @param names what a host is
  OutgoingHttp(FirehoseOptions options, DnsResolver names) {
    this.options = options;
    this.names = names;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return client().prepareRequest(request);
  }

  @Override
  public String clientName() {
    return "hydrant";
  }

  private synchronized SdkHttpClient client() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    SdkHttpClient client = made;
    if (client == null) {
      client = build();
      made = client;
    }
    return client;
  }

  /// What this client would do by itself is off: it resends nothing, follows nothing.
  private SdkHttpClient build() {
    return Apache5HttpClient.builder()
        .maxConnections(options.connectionsMax())
        .connectionAcquisitionTimeout(options.callTimeout())
        .connectionTimeout(options.connectTimeout())
        .socketTimeout(options.readTimeout())
        .connectionMaxIdleTime(FirehoseOptions.SOCKET_IDLE_MAX)
        .tcpKeepAlive(true)
        .dnsResolver(names)
        .build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (made != null) {
      made.close();
    }
  }
}
