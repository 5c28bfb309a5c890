package io.hydrant.others;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/// What one writes in an afternoon: the JDK's server, the AWS SDK, one PutRecord a request.
public final class PlainForwarder {
  private final FirehoseClient firehose;
  private final String stream;

  private PlainForwarder(URI endpoint, String stream) {
    this.stream = stream;
    this.firehose =
        FirehoseClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(endpoint)
            .httpClientBuilder(ApacheHttpClient.builder().maxConnections(256))
            .build();
  }

  /// Runs until killed.
  ///
  /// @param arguments port, endpoint of Firehose, delivery stream
  public static void main(String... arguments) throws IOException {
    PlainForwarder forwarder = new PlainForwarder(URI.create(arguments[1]), arguments[2]);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/healthz", exchange -> answer(exchange, 200));
    server.createContext("/v2/events", forwarder::forward);
    server.start();
  }

  private void forward(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      firehose.putRecord(put ->
          put.deliveryStreamName(stream).record(record -> record.data(SdkBytes.fromByteArray(body))));
      answer(exchange, 202);
    } catch (SdkException e) {
      answer(exchange, 503);
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
