package io.hydrant.pages;

import io.hydrant.console.Query;
import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.preview.Preview;
import io.hydrant.preview.Previewed;
import io.hydrant.preview.Question;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Content;
import io.hydrant.settings.DisplayName;
import io.hydrant.settings.Toggle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// *Preview*: a batch is pasted, settings are flipped, and what would leave is shown. Nothing of it
/// is kept or logged, so it takes no sign-in; but it comes from these pages only.
///
/// @param configuration that runs now
record PreviewForm(Supplier<Configuration> configuration, Clock clock) {
  static final String PATH = "/preview";

  /// The most that a request may bring, each byte of it written as three at worst.
  private static final int BODY_BYTES_MAX = 3 * 256 * 1024 + 16 * 1024;

  private static final String EXAMPLE = "/io/hydrant/cli/sample-batch.json";
  private static final Set<String> FIELDS =
      Stream.concat(
              Stream.of("connection", "shown", "batch", "settings", "historical"),
              Arrays.stream(Toggle.values()).map(Toggle::key))
          .collect(Collectors.toUnmodifiableSet());

  /// Reads the form, on the event loop, and hands on what answers it.
  ///
  /// @param page makes a page of a view
  void read(Exchange exchange, Function<PreviewView, Reply> page, Consumer<Pages.Answer> then) {
    exchange.read(
        BODY_BYTES_MAX,
        body ->
            then.accept(() -> {
              String text = new String(body.toArray(), StandardCharsets.UTF_8);
              return page.apply(answer(Query.ofQuery(text, FIELDS)));
            }));
  }

  /// The form before anything was asked.
  ///
  /// @param name of the connection; null: the first
  PreviewView empty(@Nullable String name) {
    Connection connection = connection(name);
    boolean isOfEvents = connection != null && connection.content() instanceof Content;
    String batch = isOfEvents ? example() : "";
    PreviewView.Asked asked =
        new PreviewView.Asked(connection == null ? "" : connection.name(), batch, "", false);
    return new PreviewView(names(), asked, toggles(connection, null), null, List.of());
  }

  private PreviewView answer(Query form) {
    Connection connection = connection(form.text("connection"));
    PreviewView.Asked asked =
        new PreviewView.Asked(
            connection == null ? "" : connection.name(),
            said(form, "batch"),
            said(form, "settings"),
            form.text("historical") != null);
    boolean areShown = connection != null && connection.name().equals(form.text("shown"));
    List<PreviewView.Switch> toggles = toggles(connection, areShown ? form : null);
    Question.Post post = Question.Post.of(Bytes.utf8(asked.batch()), asked.isHistorical(), null);
    Question question =
        new Question(
            form.text("connection"), null, List.of(post), settings(toggles, asked.settings()));
    return switch (Preview.of(configuration.get(), question, clock.millis())) {
      case Previewed.Refused(List<String> errors) ->
          new PreviewView(names(), asked, toggles, null, errors);
      case Previewed.Answer answer ->
          new PreviewView(names(), asked, toggles, answer, answer.errors());
    };
  }

  private static String said(Query form, String field) {
    String text = form.text(field);
    return text == null ? "" : text.replace("\r\n", "\n");
  }

  /// What is tried, as YAML: what was flipped, then what was written.
  private static String settings(List<PreviewView.Switch> toggles, String written) {
    StringBuilder yaml = new StringBuilder();
    for (PreviewView.Switch toggle : toggles) {
      if (!toggle.isConfigured()) {
        yaml.append(toggle.key()).append(": ").append(toggle.isOn()).append('\n');
      }
    }
    return yaml.append(written).toString();
  }

  /// @param form in which a toggle that is on stands; null: all are as configured
  private static List<PreviewView.Switch> toggles(
      @Nullable Connection connection, @Nullable Query form) {
    List<PreviewView.Switch> toggles = new ArrayList<>();
    if (connection != null && connection.content() instanceof Content content) {
      for (Toggle toggle : Toggle.values()) {
        boolean configured = content.is(toggle);
        boolean isOn = form == null ? configured : form.text(toggle.key()) != null;
        String name = DisplayName.of(toggle.key());
        toggles.add(
            new PreviewView.Switch(
                toggle.key(), name == null ? toggle.key() : name, isOn, isOn == configured));
      }
    }
    return toggles;
  }

  private List<String> names() {
    return configuration.get().connections().stream().map(Connection::name).toList();
  }

  private @Nullable Connection connection(@Nullable String name) {
    List<Connection> all = configuration.get().connections();
    return all.stream()
        .filter(each -> name == null || each.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String example() {
    try (InputStream in = PreviewForm.class.getResourceAsStream(EXAMPLE)) {
      if (in == null) {
        throw new IllegalStateException("not packaged: " + EXAMPLE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
