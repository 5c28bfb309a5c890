package io.hydrant.console;

import io.hydrant.collect.ContentType;
import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.preview.AnswerJson;
import io.hydrant.preview.Preview;
import io.hydrant.preview.Previewed;
import io.hydrant.preview.QuestionReader;
import io.hydrant.settings.Configuration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// `POST /api/preview`: what batches would become under the configuration that runs. Nothing of
/// them is kept or logged.
public final class PreviewPage {
  static final String PATH = "/api/preview";

  /// The most that a request may bring to the collector, and as much again for what is said of it.
  private static final int BODY_BYTES_MAX = 512 * 1024;

  private final Supplier<Configuration> configuration;
  private final Clock clock;

  /// @param configuration that runs now
  public PreviewPage(Supplier<Configuration> configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  /// Reads the question, on the event loop, and hands on what answers it.
  void read(Exchange exchange, Consumer<Supplier<Reply>> then) {
    if (!exchange.method().equals("POST")) {
      exchange.answer(Reply.error(405, "Only POST is taken here.").with("Allow", "POST"));
    } else if (!ContentType.isJson(exchange.header("Content-Type"))) {
      exchange.answer(Reply.error(415, "The Content-Type must be application/json."));
    } else {
      exchange.read(BODY_BYTES_MAX, body -> then.accept(() -> answer(body)));
    }
  }

  private Reply answer(Bytes body) {
    QuestionReader.Read read = QuestionReader.read(body);
    if (read.question() == null) {
      return Reply.errors(400, Reply.code(400), read.errors());
    }
    return switch (Preview.of(configuration.get(), read.question(), clock.millis())) {
      case Previewed.Refused refused -> Reply.errors(400, Reply.code(400), refused.errors());
      case Previewed.Answer answer -> Reply.json(200, AnswerJson.of(answer));
    };
  }
}
