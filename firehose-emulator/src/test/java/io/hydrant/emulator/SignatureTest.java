package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Our reckoning of Signature Version 4 against the examples AWS published for it
/// (aws-sig-v4-test-suite), which carry no `x-amz-content-sha256`.
class SignatureTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  @Test
  void get_vanilla() {
    assertThat(signature("GET"))
        .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  @Test
  void post_vanilla() {
    assertThat(signature("POST"))
        .isEqualTo("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  private static String signature(String method) {
    AwsRequest request =
        new AwsRequest(
            method,
            "/",
            Map.of(
                "host", List.of("example.amazonaws.com"),
                "x-amz-date", List.of("20150830T123600Z")),
            new byte[0]);
    Authorization authorization =
        new Authorization(
            "AKIDEXAMPLE",
            "20150830",
            "us-east-1",
            "service",
            "aws4_request",
            List.of("host", "x-amz-date"),
            "");
    return Signature.expected(request, authorization, "20150830T123600Z", SECRET);
  }
}
