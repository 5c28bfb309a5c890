package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/// Who may call, and what everybody else is told.
class SignatureExchangesTest extends Exchanges {
  private static final String PUT = Bodies.putRecord("s", 1);
  private static final String BATCH = Bodies.putRecordBatch("s", 1);

  @Test
  void an_unknown_target_is_an_unknown_operation() throws Exception {
    for (String operation : new String[] {"putRecord", "UpdateDestination", ""}) {
      assertError(caller.call(operation, PUT), "{\"__type\":\"UnknownOperationException\"}");
    }
    caller.contentType = "text/plain";
    assertError(caller.call("PutRecord", PUT), "{\"__type\":\"UnknownOperationException\"}");
    assertError(caller.get("/"), "{\"__type\":\"UnknownOperationException\"}");
  }

  @Test
  void no_authorization_is_told_before_anything_about_the_body() throws Exception {
    caller.stripped.add("Authorization");

    assertError(
        caller.call("PutRecord", "not json"),
        "{\"__type\":\"MissingAuthenticationTokenException\",\"message\":\"Missing Authentication"
            + " Token\"}");
  }

  @Test
  void half_an_authorization_is_incomplete() throws Exception {
    String credential = "Credential=A/20261123/us-east-1/firehose/aws4_request";

    assertThat(authorized("AWS4-HMAC-SHA256 " + credential + ", Signature=00").body())
        .isEqualTo(
            "{\"__type\":\"IncompleteSignatureException\",\"message\":\"Authorization header requires"
                + " 'SignedHeaders' parameter.\"}");
    assertThat(authorized("AWS4-HMAC-SHA256 Signature=00, SignedHeaders=host").body())
        .contains("requires 'Credential' parameter");
    assertThat(authorized("AWS4-HMAC-SHA256 Credential=A, SignedHeaders=host, Signature=0").body())
        .contains("IncompleteSignatureException", "5 slash-delimited elements");
    assertThat(authorized("Bearer x").body()).contains("IncompleteSignatureException");
    caller.stripped.add("X-Amz-Date");
    assertThat(caller.call("PutRecord", PUT).body())
        .contains("IncompleteSignatureException", "'X-Amz-Date'");
  }

  @Test
  void an_unknown_key_is_unrecognized() throws Exception {
    caller.key = AccessKey.of("AKIANOBODY", "secret");
    assertUnrecognized();
    caller.key = AccessKey.LOCAL;
    emulator.revoke(AccessKey.LOCAL.id());
    assertUnrecognized();
    emulator.allow(AccessKey.LOCAL);
    assertThat(caller.call("PutRecord", PUT).statusCode()).isEqualTo(200);
  }

  @Test
  void a_session_ends() throws Exception {
    AccessKey session =
        AccessKey.of("ASIA1", "s1").inSession("token", clock.instant().plusSeconds(60));
    emulator.allow(session);
    caller.key = session;
    assertThat(caller.call("PutRecord", PUT).statusCode()).isEqualTo(200);
    caller.key = session.inSession("another", clock.instant());
    assertUnrecognized();
    caller.key = AccessKey.of("ASIA1", "s1");
    assertUnrecognized();

    caller.key = session;
    clock.advance(Duration.ofSeconds(60));
    assertError(
        caller.call("PutRecord", PUT),
        "{\"__type\":\"ExpiredTokenException\",\"message\":\"The security token included in the"
            + " request is expired\"}");
  }

  @Test
  void another_secret_or_another_body_makes_another_signature() throws Exception {
    HttpResponse<String> otherBody =
        caller.callWithOtherBody("PutRecord", PUT, Bodies.putRecord("s", 2));
    assertThat(otherBody.body())
        .startsWith(
            "{\"__type\":\"InvalidSignatureException\",\"message\":\"The request signature we"
                + " calculated does not match the signature you provided. ");
    caller.key = AccessKey.of(AccessKey.LOCAL.id(), "wrong");
    assertThat(caller.call("PutRecord", PUT).body()).isEqualTo(otherBody.body());
    assertThat(emulator.totals("s").records()).isZero();
  }

  @Test
  void a_signature_is_good_for_five_minutes_before() throws Exception {
    caller.time = clock.instant().minus(Duration.ofMinutes(5));
    assertThat(caller.call("PutRecord", PUT).statusCode()).isEqualTo(200);
    caller.time = clock.instant().minus(Duration.ofMinutes(6));
    HttpResponse<String> reply = caller.call("PutRecord", PUT);
    assertError(
        reply,
        "{\"__type\":\"InvalidSignatureException\",\"message\":\"Signature expired: 20261123T185900Z"
            + " is now earlier than 20261123T190000Z (20261123T190500Z - 5 min.)\"}");
    assertThat(reply.headers().firstValue("Date")).hasValue("Mon, 23 Nov 2026 19:05:00 GMT");
  }

  @Test
  void a_signature_is_good_for_five_minutes_after() throws Exception {
    caller.time = clock.instant().plus(Duration.ofMinutes(5));
    assertThat(caller.call("PutRecord", PUT).statusCode()).isEqualTo(200);
    caller.time = clock.instant().plus(Duration.ofMinutes(6));
    assertError(
        caller.call("PutRecord", PUT),
        "{\"__type\":\"InvalidSignatureException\",\"message\":\"Signature not yet current:"
            + " 20261123T191100Z is still later than 20261123T191000Z (20261123T190500Z + 5"
            + " min.)\"}");
  }

  @Test
  void another_scope_is_refused() throws Exception {
    caller.region = "eu-west-1";
    assertThat(caller.call("PutRecord", PUT).body())
        .contains("InvalidSignatureException", "scoped to a valid region");
    caller.region = "us-east-1";
    caller.service = "kinesis";
    assertThat(caller.call("PutRecord", PUT).body())
        .contains("InvalidSignatureException", "correct service: 'firehose'");
  }

  @Test
  void a_policy_may_allow_one_put_and_not_the_other() throws Exception {
    AccessKey narrow =
        AccessKey.of("AKIANARROW", "narrow").allowing(EnumSet.of(Operation.PUT_RECORD));
    emulator.allow(narrow);
    caller.key = narrow;

    assertThat(caller.call("PutRecord", PUT).statusCode()).isEqualTo(200);
    assertError(
        caller.call("PutRecordBatch", BATCH),
        "{\"__type\":\"AccessDeniedException\",\"Message\":\"User:"
            + " arn:aws:iam::111122223333:user/AKIANARROW is not authorized to perform:"
            + " firehose:PutRecordBatch on resource:"
            + " arn:aws:firehose:us-east-1:111122223333:deliverystream/s because no identity-based"
            + " policy allows the firehose:PutRecordBatch action\"}");
    assertThat(caller.call("ListDeliveryStreams", "{}").body()).contains("on resource: * because");
    assertThat(narrow.toString()).doesNotContain("narrow");
  }

  private HttpResponse<String> authorized(String authorization) throws Exception {
    HttpRequest request = caller.signed("PutRecord", PUT, PUT, authorization);
    HttpResponse<String> reply = caller.send(request);
    assertThat(reply.statusCode()).isEqualTo(400);
    return reply;
  }

  private void assertUnrecognized() throws Exception {
    assertError(
        caller.call("PutRecord", PUT),
        "{\"__type\":\"UnrecognizedClientException\",\"message\":\"The security token included in the"
            + " request is invalid.\"}");
  }
}
