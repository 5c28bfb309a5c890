package io.hydrant.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Bytes;
import io.hydrant.sdk.NativeSignature.Signed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signatures of mobile SDKs, computed by another implementation.
final class NativeSignatureTest {
  private static final String SECRET = "secret456";
  private static final String DATE = "Mon, 23 Nov 2026 19:20:00 GMT";
  private static final long MOMENT = Instant.parse("2026-11-23T19:20:00Z").toEpochMilli();
  private static final String EVENTS =
      "62c36918d0fd32d0663f3f71029e5a54fb8bbcfe9f90045cfc533baa1ecf4789";
  private static final String BODY = "{\"dt\":\"h\",\"id\":\"b1\"}";

  @Test
  void theSignaturesOfSdks_areRight() {
    assertThat(isRight("POST", "/v2/key123/events", null, BODY, EVENTS)).isTrue();
    assertThat(
            isRight(
                "GET",
                "/v4/key123/config",
                "av=1.0&sv=5.0.0",
                "",
                "ff8f70db20d82bb5aa5e4cb592c5bb03e35d9c4290d08d1237813b93a57c33ce"))
        .isTrue();
    assertThat(
            isRight(
                "POST",
                "/v1/identify",
                null,
                "{\"request_id\":\"r1\"}",
                "7ca3173def931f89bc2b86000e8fb6df79313e96eb6614f25e8775adcd298b9e"))
        .isTrue();
  }

  @Test
  void thePathOfTheHostedProduct_isSigned_whereverTheRequestGoes() {
    assertThat(isRight("POST", "/nativeevents/v2/key123/events", null, BODY, EVENTS)).isTrue();
    // iOS signs the versions alone, and sends the plan too.
    assertThat(
            isRight(
                "GET",
                "/config/v4/key123/config",
                "av=1.0&sv=5.0.0&plan_id=p&plan_version=2",
                "",
                "ff8f70db20d82bb5aa5e4cb592c5bb03e35d9c4290d08d1237813b93a57c33ce"))
        .isTrue();
  }

  @Test
  void anyOtherByte_isWrong() {
    for (int i = 0; i < BODY.length(); i++) {
      String other = BODY.substring(0, i) + '\1' + BODY.substring(i + 1);
      assertThat(isRight("POST", "/v2/key123/events", null, other, EVENTS)).isFalse();
    }
    for (int i = 0; i < EVENTS.length(); i++) {
      String other = EVENTS.substring(0, i) + 'x' + EVENTS.substring(i + 1);
      assertThat(isRight("POST", "/v2/key123/events", null, BODY, other)).isFalse();
    }
    String path = "/v2/key123/events";
    for (int i = 0; i < path.length(); i++) {
      String other = path.substring(0, i) + 'x' + path.substring(i + 1);
      assertThat(isRight("POST", other, null, BODY, EVENTS)).as(other).isFalse();
    }
    for (int i = 0; i < DATE.length(); i++) {
      String other = DATE.substring(0, i) + '\1' + DATE.substring(i + 1);
      Signed request = new Signed("POST", path, null, Bytes.utf8(BODY));
      assertThat(NativeSignature.isRight(SECRET, request, other, EVENTS)).isFalse();
    }
    assertThat(isRight("PUT", "/v2/key123/events", null, BODY, EVENTS)).isFalse();
    assertThat(isRight("POST", "/v2/key123/events", null, BODY, null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon, 23 Nov 2026 19:20:00 GMT|0",
        "Mon, 23 Nov 2026 14:20:05 EST|5000",
        "Mon, 23 Nov 2026 21:19:00 GMT+02:00|60000",
        "Mon, 23 Nov 2026 20:20:00 CET|0",
        "Mon, 23 Nov 2026 12:20:00 PDT|0",
        "Tue, 24 Nov 2026 00:50:00 IST|0",
        "Mon, 23 Nov 2026 19:20:00 UTC|0",
        "Mon, 23 Nov 2026 20:20:00 GMT|3600000",
        "Mon, 23 Nov 2026 18:20:00 GMT|3600000",
        "Mon, 23 Nov 2026 21:20:00 GMT|7200000",
        "Mon, 23 Nov 2026 19:20:00 GMT+01:00|3600000",
      })
  void aDateInAnyZone_isThatMoment(String header, long distance) {
    assertThat(SignedDate.distance(header, MOMENT)).isEqualTo(distance);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yesterday",
        "''",
        "Mon, 23 Nov 2026 19:20:00",
        "Mon, 32 Nov 2026 19:20:00 GMT",
        "Mon, 23 Nov 2026 19:20:00 Nowhere/Land"
      })
  void whatIsNoDate_isFarAway(String header) {
    assertThat(SignedDate.distance(header, MOMENT)).isEqualTo(Long.MAX_VALUE);
  }

  private static boolean isRight(
      String method, String path, @Nullable String query, String body, @Nullable String signature) {
    Signed request = new Signed(method, path, query, Bytes.utf8(body));
    return NativeSignature.isRight(SECRET, request, DATE, signature);
  }
}
