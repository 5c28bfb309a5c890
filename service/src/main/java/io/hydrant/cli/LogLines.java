package io.hydrant.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import io.hydrant.settings.Logging;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The log: an entry a line, whatever is in it. Characters that could end a line, move a terminal's
/// cursor or turn the reading direction are written as escapes, and what is very long is cut.
public final class LogLines extends EncoderBase<ILoggingEvent> {
  private static final String APPENDER = "stderr";
  private static final int CHARACTERS_MAX = 8_192;
  private static final int FRAMES_MAX = 20;
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private volatile boolean isJson;

  /// Writes the log of this process so from now on.
  static void use(Logging logging) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      if (root.getAppender(APPENDER) instanceof ConsoleAppender<ILoggingEvent> stderr
          && stderr.getEncoder() instanceof LogLines lines) {
        lines.isJson = logging.isJson();
        context.getLogger("io.hydrant").setLevel(Level.toLevel(logging.level()));
      }
    }
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String line = isJson ? json(event) : text(event);
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ILoggingEvent event) {
    String trace = trace(event.getThrowableProxy());
    return TIME.format(event.getInstant())
        + " %-5s ".formatted(event.getLevel())
        + cut(escaped(event.getFormattedMessage()))
        + (trace == null ? "" : " | " + escaped(trace));
  }

  private static String json(ILoggingEvent event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
      json.writeStringProperty("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
      json.writeStringProperty("logger", event.getLoggerName());
      json.writeStringProperty("thread", event.getThreadName());
      json.writeStringProperty("message", cut(escaped(event.getFormattedMessage())));
      String trace = trace(event.getThrowableProxy());
      if (trace != null) {
        json.writeStringProperty("trace", escaped(trace));
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  /// The first frames, each behind ` < `.
  private static @Nullable String trace(@Nullable IThrowableProxy thrown) {
    return thrown == null
        ? null
        : ThrowableProxyUtil.asString(thrown)
            .lines()
            .limit(FRAMES_MAX)
            .map(String::strip)
            .collect(Collectors.joining(" < "));
  }

  private static String cut(String text) {
    return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX) + "…";
  }

  private static String escaped(String text) {
    if (text.chars().noneMatch(LogLines::isUnsafe)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnsafe(c)) {
        safe.append("\\u%04x".formatted((int) c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  /// Control characters, line separators, and marks of the reading direction.
  private static boolean isUnsafe(int c) {
    return c < ' '
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x061c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
