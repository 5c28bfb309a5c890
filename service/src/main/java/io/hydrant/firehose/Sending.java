package io.hydrant.firehose;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/// One call under way, on a virtual thread of its own. It is answered once: by what came back, or
/// by whoever cuts it off first, the deadline or the end of the process.
final class Sending {
  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  private final Signing signing;
  private final Call call;
  private final Consumer<Answer> then;
  private final Consumer<Sending> gone;
  private final Gate gate = new Gate();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final Thread thread;
  private volatile @Nullable Future<?> deadline;

  /// @param then told the answer
  /// @param gone told when the answer is given
  Sending(Signing signing, Call call, Consumer<Answer> then, Consumer<Sending> gone) {
    this.signing = signing;
    this.call = call;
    this.then = then;
    this.gone = gone;
    this.thread = Thread.ofVirtual().name("firehose-call").unstarted(this::run);
  }

  /// @param deadline what will cut this off, and is not needed once it is answered
  void start(Future<?> deadline) {
    this.deadline = deadline;
    thread.start();
  }

  private void run() {
    try {
      answer(exchange());
    } catch (Throwable e) {
      // An OutOfMemoryError too: nobody else would answer before the deadline.
      gate.shut();
      String why = "failed in Hydrant itself: " + e.getClass().getSimpleName();
      if (answer(new Answer.Unknown(why))) {
        LOG.error("a call failed in Hydrant itself", e);
      }
    }
  }

  private Answer exchange() {
    Identity.Found identity;
    try {
      identity = signing.identity().find();
    } catch (Identity.NoCredentials e) {
      return new Answer.NotSent(Answer.Cause.CREDENTIALS, e.why());
    }
    try {
      Answer answer = send(call.operation().text(), RequestBody.of(call), identity);
      if (answer instanceof Answer.Refused refused) {
        signing.learn(refused, identity);
      }
      return answer;
    } catch (IOException e) {
      String why = Breaks.inWords(e);
      return gate.shut() ? new Answer.NotSent(Answer.Cause.NETWORK, why) : new Answer.Unknown(why);
    }
  }

  private Answer send(String operation, byte[] body, Identity.Found identity) throws IOException {
    ExecutableHttpRequest request =
        signing.request(operation, new OutgoingBody(body, gate), identity);
    HttpExecuteResponse response = request.call();
    SdkHttpResponse head = response.httpResponse();
    try (InputStream stream = stream(response)) {
      return head.isSuccessful()
          ? AnswerReader.read(call.operation(), stream)
          : ErrorReader.read(head, stream);
    }
  }

  private static InputStream stream(HttpExecuteResponse response) {
    return response.responseBody().isPresent()
        ? response.responseBody().get()
        : InputStream.nullInputStream();
  }

  /// Ends the call if it is not answered: as not sent when its end is still here, as of unknown
  /// fate otherwise. From any thread.
  void cut(Answer.Cause cause, String why) {
    Answer answer = gate.shut() ? new Answer.NotSent(cause, why) : new Answer.Unknown(why);
    if (answer(answer)) {
      // Whatever it waits for, a socket's included: that one is closed.
      thread.interrupt();
    }
  }

  private boolean answer(Answer answer) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    Future<?> deadline = this.deadline;
    if (deadline != null) {
      deadline.cancel(false);
    }
    gone.accept(this);
    try {
      then.accept(answer);
    } catch (RuntimeException e) {
      LOG.error("an answer was not heard", e);
    }
    return true;
  }
}
