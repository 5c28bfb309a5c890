package io.hydrant.others;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/// Apache Camel: its Netty server, its Firehose component, one PutRecord a request.
public final class CamelForwarder extends RouteBuilder {
  private final int port;
  private final String endpoint;
  private final String stream;

  private CamelForwarder(int port, String endpoint, String stream) {
    this.port = port;
    this.endpoint = endpoint;
    this.stream = stream;
  }

  /// Runs until killed.
  ///
  /// @param arguments port, endpoint of Firehose, delivery stream
  public static void main(String... arguments) throws Exception {
    Main main = new Main();
    main.configure()
        .addRoutesBuilder(
            new CamelForwarder(Integer.parseInt(arguments[0]), arguments[1], arguments[2]));
    main.run();
  }

  @Override
  public void configure() {
    from("netty-http:http://127.0.0.1:" + port + "/healthz")
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(200))
        .setBody(constant(""));
    from("netty-http:http://127.0.0.1:" + port + "/v2/events")
        .toF(
            "aws2-kinesis-firehose://%s?region=us-east-1&useDefaultCredentialsProvider=true"
                + "&overrideEndpoint=true&uriEndpointOverride=%s",
            stream, endpoint)
        .removeHeaders("*")
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
        .setBody(constant(""));
  }
}
