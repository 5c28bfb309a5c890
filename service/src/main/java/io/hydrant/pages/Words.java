package io.hydrant.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers and times as people read them.
public final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final double STEP = 1024;
  private static final double CENT = 0.01;

  private Words() {}

  /// `1,234,567`
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `12.3 MiB`
  public static String size(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= STEP && unit < SIZES.length - 1) {
      size /= STEP;
      unit++;
    }
    String form = unit == 0 || size >= 100 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, size, SIZES[unit]);
  }

  /// `12/s`, `0.3/s`
  public static String rate(double perSecond) {
    if (perSecond == 0) {
      return "0/s";
    }
    String form = perSecond >= 10 ? "%,.0f/s" : perSecond >= 0.1 ? "%.1f/s" : "%.2f/s";
    return String.format(Locale.ROOT, form, perSecond);
  }

  /// `4:05`, `2 h 10 min`, `3 d 4 h`
  public static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
  }

  /// `2026-11-28 01:02:03`, in UTC.
  public static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  /// For `datetime` of a `time` element, where scripts find the local time.
  public static String machine(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  /// What styles call a connection's state: good, slow, bad or still.
  static String tone(String state) {
    return switch (state) {
      case "sending" -> "good";
      case "throttled" -> "slow";
      case "failing", "blocked" -> "bad";
      default -> "still";
    };
  }

  /// As part of a query.
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// US dollars.
  public static String dollars(double dollars) {
    if (dollars > 0 && dollars < CENT) {
      return "under a cent";
    }
    return String.format(Locale.ROOT, dollars >= 100 ? "$%,.0f" : "$%,.2f", dollars);
  }
}
