package io.hydrant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.settings.Logging;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The log of a process, as its appender writes it.
final class LogLinesTest {
  private static final String HOSTILE = "a\nb\r\u001b[2J\u2028\u202e${jndi:ldap://x/}\0";

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = context.getLogger("io.hydrant");
  private final @Nullable Level before = ours.getLevel();
  private final ConsoleAppender<ch.qos.logback.classic.spi.ILoggingEvent> stderr =
      new ConsoleAppender<>();
  private final LogLines lines = new LogLines();

  @BeforeEach
  void append() {
    stderr.setName("stderr");
    stderr.setContext(context);
    stderr.setEncoder(lines);
    root.addAppender(stderr);
  }

  @AfterEach
  void restore() {
    root.detachAppender(stderr);
    ours.setLevel(before);
  }

  @Test
  void text_isOneLine_whateverIsInIt() {
    LogLines.use(new Logging(false, "warn"));
    String line = line(HOSTILE, new IllegalStateException("first\nsecond"));
    assertThat(line).endsWith("\n");
    assertThat(line.strip().chars().filter(c -> c < ' ' || c == 0x2028 || c == 0x202e)).isEmpty();
    assertThat(line)
        .contains("WARN  a\\u000ab\\u000d\\u001b[2J", "${jndi:ldap://x/}", "IllegalStateException");
    assertThat(ours.getLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void json_isAnObjectALine() throws Exception {
    LogLines.use(new Logging(true, "debug"));
    String line = line(HOSTILE, null);
    assertThat(line.strip().lines()).hasSize(1);
    JsonIndex json = JsonIndex.of(line.strip().getBytes(StandardCharsets.UTF_8));
    assertThat(json.string(json.find(0, JsonName.of("level")))).isEqualTo("warn");
    assertThat(json.string(json.find(0, JsonName.of("time"))))
        .isEqualTo("1970-01-01T00:00:00.005Z");
    assertThat(json.string(json.find(0, JsonName.of("message")))).startsWith("a\\u000ab");
  }

  @Test
  void whatIsVeryLong_isCut() {
    assertThat(line("x".repeat(100_000), null).length()).isLessThan(8_300);
  }

  private String line(String message, @Nullable Throwable thrown) {
    LoggingEvent event = new LoggingEvent("", ours, Level.WARN, message, thrown, null);
    event.setTimeStamp(5);
    return new String(lines.encode(event), StandardCharsets.UTF_8);
  }
}
