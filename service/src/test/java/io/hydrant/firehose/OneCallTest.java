package io.hydrant.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.AddressRange;
import io.hydrant.http.Outbound;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Credentials;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A call goes out once and is answered once, in time, whatever happens on the line; and it is "not
/// sent" only when the service cannot have taken it.
@Timeout(60)
class OneCallTest {
  private static final Duration CONNECT = Duration.ofMillis(500);
  private static final Duration READ = Duration.ofMillis(700);
  private static final Duration CALL = Duration.ofSeconds(2);
  private static final FirehoseOptions IMPATIENT = new FirehoseOptions(CONNECT, READ, CALL, 4);
  private static final String TAKEN = "{\"RequestResponses\":[{\"RecordId\":\"1\"}]}";

  private ScriptedEndpoint endpoint;
  private AmazonFirehose amazon;
  private Firehose firehose;

  /// Loads what a first call loads, so that short timeouts measure calls only.
  @BeforeAll
  static void warmUp() throws Exception {
    try (ScriptedEndpoint any = new ScriptedEndpoint();
        AmazonFirehose patient = AmazonFirehose.open(Clock.system(), FirehoseOptions.STANDARD)) {
      Asked.put(patient.to(Asked.delivery(any.uri())), Asked.batch(1));
    }
  }

  @BeforeEach
  void open() throws Exception {
    endpoint = new ScriptedEndpoint();
    amazon = AmazonFirehose.open(Clock.system(), IMPATIENT);
    firehose = amazon.to(Asked.delivery(endpoint.uri()));
  }

  @AfterEach
  void close() {
    amazon.close();
    endpoint.close();
  }

  static List<Named<ScriptedEndpoint.Act>> misfortunes() {
    String half = "{\"RequestResponses\":[{\"RecordId\":\"1\"},";
    return List.of(
        Named.of("closed after reading", ScriptedEndpoint.closeAfterReading()),
        Named.of("reset after reading", ScriptedEndpoint.resetAfterReading()),
        Named.of("silence", ScriptedEndpoint.silence()),
        Named.of("a head without its body", ScriptedEndpoint.cutShort("", 100)),
        Named.of("half a body", ScriptedEndpoint.cutShort(half, 20)),
        Named.of("a body that lacks a byte", ScriptedEndpoint.cutShort(TAKEN, 1)),
        Named.of("a dripping body", ScriptedEndpoint.drip(TAKEN, 100)));
  }

  @ParameterizedTest
  @MethodSource("misfortunes")
  void misfortuneAfterReading_isUnknownAndSentOnce(ScriptedEndpoint.Act misfortune)
      throws Exception {
    endpoint.then(misfortune);
    assertThat(Asked.put(firehose, Asked.batch(1))).isInstanceOf(Answer.Unknown.class);
    assertThat(endpoint.received()).hasSize(1);
    assertThat(amazon.callsOpen()).isZero();
  }

  @ParameterizedTest
  @MethodSource("misfortunes")
  void misfortuneOnAUsedConnection_isUnknownAndSentOnce(ScriptedEndpoint.Act misfortune)
      throws Exception {
    endpoint.then(ScriptedEndpoint.ok(TAKEN)).then(misfortune).then(ScriptedEndpoint.ok(TAKEN));
    assertThat(Asked.put(firehose, Asked.batch(1))).isInstanceOf(Answer.Decided.class);
    assertThat(Asked.put(firehose, Asked.batch(2))).isInstanceOf(Answer.Unknown.class);
    assertThat(endpoint.received()).hasSize(2);
    assertThat(Asked.put(firehose, Asked.batch(3))).isInstanceOf(Answer.Decided.class);
    assertThat(endpoint.received()).hasSize(3);
  }

  @Test
  void refusals_areSentOnce() throws Exception {
    for (int status : new int[] {400, 401, 403, 407, 408, 429, 500, 502, 503, 504}) {
      Map<String, String> retry = Map.of("Retry-After", "0", "x-amz-retry-after", "0");
      endpoint.then(ScriptedEndpoint.reply(status, retry, "{\"__type\":\"ThrottlingException\"}"));
      int before = endpoint.received().size();
      assertThat(Asked.put(firehose, Asked.batch(1))).isInstanceOf(Answer.Refused.class);
      assertThat(endpoint.received()).as("HTTP " + status).hasSize(before + 1);
    }
  }

  @Test
  void aQuestionThatClosingOvertakes_isAnsweredToo() {
    amazon.close();
    assertThat(amazon.describe(Asked.delivery(endpoint.uri())))
        .isEqualTo(new Described.NoAnswer("was not asked: Hydrant is ending"));
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    Map<String, String> elsewhere = Map.of("Location", endpoint.uri() + "/elsewhere");
    endpoint.then(ScriptedEndpoint.reply(307, elsewhere, "")).then(ScriptedEndpoint.ok(TAKEN));
    Answer answer = Asked.put(firehose, Asked.batch(1));
    assertThat(answer).isEqualTo(new Answer.Refused(307, null, "", null));
    assertThat(endpoint.received()).hasSize(1);
  }

  @Test
  void resetBeforeTheBodyIsRead_isNotSent() throws Exception {
    endpoint.then(ScriptedEndpoint.resetBeforeReading());
    Answer answer = Asked.put(firehose, large());
    assertThat(answer).isInstanceOf(Answer.NotSent.class);
    assertThat(((Answer.NotSent) answer).cause()).isEqualTo(Answer.Cause.NETWORK);
    assertThat(endpoint.received()).isEmpty();
  }

  @Test
  void serverThatDoesNotReadOn_isNotSentByTheDeadline() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    endpoint.then((_, _) -> done.await(60, TimeUnit.SECONDS));
    Answer answer = Asked.put(firehose, large());
    assertThat(answer).isInstanceOf(Answer.NotSent.class);
    done.countDown();
  }

  @Test
  void cutOffWhileLeaving_neverLeavesWhole() throws Exception {
    // The server reads on after the deadline; what was answered as not sent must not arrive.
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    endpoint.then((_, request) -> {
      try {
        answered.await(60, TimeUnit.SECONDS);
        request.read();
      } finally {
        read.countDown();
      }
      return false;
    });
    assertThat(Asked.put(firehose, large())).isInstanceOf(Answer.NotSent.class);
    answered.countDown();
    read.await();
    assertThat(endpoint.received()).isEmpty();
  }

  @Test
  void deadline_closesTheConnection() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    endpoint.then((socket, request) -> {
      request.read();
      try {
        return socket.getInputStream().read() >= 0;
      } finally {
        closed.countDown();
      }
    });
    FirehoseOptions options = new FirehoseOptions(CONNECT, Duration.ofMinutes(5), CALL, 1);
    try (AmazonFirehose patientReader = AmazonFirehose.open(Clock.system(), options)) {
      Firehose to = patientReader.to(Asked.delivery(endpoint.uri()));
      assertThat(Asked.put(to, Asked.batch(1))).isInstanceOf(Answer.Unknown.class);
      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
      endpoint.then(ScriptedEndpoint.ok(TAKEN));
      assertThat(Asked.put(to, Asked.batch(1))).isInstanceOf(Answer.Decided.class);
    }
  }

  @Test
  void nobodyListening_isNotSent() throws Exception {
    endpoint.close();
    Answer answer = Asked.put(firehose, Asked.batch(1));
    assertThat(answer)
        .isEqualTo(
            new Answer.NotSent(
                Answer.Cause.NETWORK, "nobody listens at the endpoint, or it is out of reach"));
  }

  @Test
  void nameThatDoesNotResolve_isNotSent() throws Exception {
    URI nowhere = URI.create("http://firehose.invalid");
    Answer answer = Asked.put(amazon.to(Asked.delivery(nowhere)), Asked.batch(1));
    assertThat(answer).isInstanceOf(Answer.NotSent.class);
  }

  @Test
  void addressThatMayNotBeCalled_isNotCalled_untilItMay() throws Exception {
    URI here = URI.create(endpoint.uri().toString().replace("127.0.0.1", "[::ffff:127.0.0.1]"));
    Firehose near = amazon.to(Asked.delivery(here));
    Answer answer = Asked.put(near, Asked.batch(1));
    assertThat(answer).isInstanceOf(Answer.NotSent.class);
    assertThat(answer.toString()).contains("allowOutbound");
    assertThat(endpoint.received()).isEmpty();
    amazon.allow(new Outbound(List.of(new AddressRange(InetAddress.ofLiteral("127.0.0.1"), 32))));
    assertThat(Asked.put(near, Asked.batch(1))).isInstanceOf(Answer.Decided.class);
  }

  @Test
  void endpointWithoutTls_isNotSent() throws Exception {
    URI https = URI.create(endpoint.uri().toString().replace("http:", "https:"));
    Answer answer = Asked.put(amazon.to(Asked.delivery(https)), Asked.batch(1));
    assertThat(answer).isInstanceOf(Answer.NotSent.class);
  }

  @Test
  void tlsHandshakeThatStalls_isNotSentByTheDeadline() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      URI https = URI.create("https://127.0.0.1:" + silent.getLocalPort());
      Answer answer = Asked.put(amazon.to(Asked.delivery(https)), Asked.batch(1));
      assertThat(answer).isInstanceOf(Answer.NotSent.class);
      try (Socket accepted = silent.accept()) {
        assertThat(accepted.isBound()).isTrue();
      }
    }
  }

  @Test
  void moreCallsThanConnections_waitAndAreAllAnsweredInTime() throws Exception {
    endpoint.then(ScriptedEndpoint.silence());
    BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    for (int i = 0; i < 40; i++) {
      firehose.put(Asked.batch(1), answers::add);
    }
    for (int i = 0; i < 40; i++) {
      assertThat(answers.poll(60, TimeUnit.SECONDS))
          .isInstanceOfAny(Answer.Unknown.class, Answer.NotSent.class);
    }
    assertThat(answers).isEmpty();
    assertThat(amazon.callsOpen()).isZero();
    assertThat(endpoint.received()).hasSizeLessThan(40);
  }

  @Test
  void close_answersWhatIsUnderWayAndRefusesWhatComes() throws Exception {
    AmazonFirehose patient = AmazonFirehose.open(Clock.system(), FirehoseOptions.STANDARD);
    CountDownLatch read = new CountDownLatch(1);
    endpoint.then((socket, request) -> {
      request.read();
      read.countDown();
      return socket.getInputStream().read() >= 0;
    });
    BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    Firehose open = patient.to(Asked.delivery(endpoint.uri()));
    open.put(Asked.batch(1), answers::add);
    read.await();
    patient.close();
    assertThat(answers.poll()).isEqualTo(new Answer.Unknown("closed before the answer"));
    open.put(Asked.batch(1), answers::add);
    assertThat(answers.poll()).isEqualTo(new Answer.NotSent(Answer.Cause.CLOSED, "closed"));
    assertThat(patient.callsOpen()).isZero();
  }

  @Test
  void listenerThatThrows_isNotToldTwice() throws Exception {
    endpoint.then(ScriptedEndpoint.ok(TAKEN));
    BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    firehose.put(
        Asked.batch(1),
        answer -> {
          answers.add(answer);
          throw new IllegalStateException("deaf");
        });
    assertThat(answers.poll(60, TimeUnit.SECONDS)).isInstanceOf(Answer.Decided.class);
    assertThat(Asked.put(firehose, Asked.batch(1))).isInstanceOf(Answer.Decided.class);
    assertThat(answers).isEmpty();
  }

  @Test
  void missingProfile_isNotSentForLackOfCredentials() throws Exception {
    Credentials nobody = new Credentials.Profile("nobody-has-this");
    Answer answer =
        Asked.put(amazon.to(Asked.delivery(endpoint.uri(), nobody, null)), Asked.batch(1));
    assertThat(answer).isInstanceOf(Answer.NotSent.class);
    Answer.NotSent notSent = (Answer.NotSent) answer;
    assertThat(notSent.cause()).isEqualTo(Answer.Cause.CREDENTIALS);
    assertThat(notSent.why()).contains("profile nobody-has-this");
    assertThat(endpoint.received()).isEmpty();
  }

  /// More than all buffers between two sockets hold.
  private static Call large() {
    byte[] data = new byte[FirehoseLimits.RECORD_BYTES_MAX];
    Bytes record = Bytes.of(data);
    return Asked.batch("stream", record, record, record, Bytes.of(data, 0, 900_000));
  }
}
