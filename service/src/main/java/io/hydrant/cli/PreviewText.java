package io.hydrant.cli;

import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.json.Indented;
import io.hydrant.preview.AnswerJson;
import io.hydrant.preview.Previewed.Answer;
import io.hydrant.preview.Previewed.Leaving;
import io.hydrant.preview.Remark;
import io.hydrant.preview.RemarkText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A preview as a person reads it: the messages, what is made up in them, and what is left out by
/// what.
final class PreviewText {
  private final boolean raw;
  private final PrintStream out;
  private final PrintStream notes;
  private final Paint paint;

  /// @param raw messages byte for byte also where a person reads them
  PreviewText(World world, boolean raw) {
    this.raw = raw || !world.output().isTerminal();
    this.out = world.output().out();
    this.notes = this.raw ? world.output().err() : out;
    this.paint = Paint.of(world);
  }

  void print(Answer answer) {
    int number = 0;
    for (Leaving message : answer.messages()) {
      notes.println(paint.green(title(++number, message)));
      notes.flush();
      document(message);
    }
    if (answer.messages().isEmpty()) {
      notes.println(paint.green("no message leaves"));
    }
    examples(answer.messages());
    remarks("left out:", answer.leftOut());
    remarks("changed:", answer.changed());
    if (!answer.errors().isEmpty()) {
      notes.println(paint.bold("invalid, and refused:"));
      answer.errors().forEach(error -> notes.println("  " + shown(error)));
    }
    notes.flush();
  }

  private static String title(int number, Leaving message) {
    int units = AnswerJson.billedUnits(message);
    return "message %d: %s, %,d bytes, billed as %d × %,d; leaves %s"
        .formatted(
            number,
            message.events() == 1 ? "1 event" : message.events() + " events",
            message.document().length(),
            units,
            FirehoseLimits.BILLED_UNIT_BYTES,
            message.when().words());
  }

  private void document(Leaving message) {
    if (raw) {
      byte[] bytes = message.document().toArray();
      out.write(bytes, 0, bytes.length);
      out.flush();
    } else {
      out.println(Indented.of(message.document().text()));
    }
  }

  /// Events are many and alike: their paths are named once.
  private void examples(List<Leaving> messages) {
    Set<String> paths = new LinkedHashSet<>();
    for (Leaving message : messages) {
      message.examples().forEach(path -> paths.add(path.replaceAll("\\[\\d+]", "[]")));
    }
    if (!paths.isEmpty()) {
      notes.println(paint.dim("examples, made anew when it is sent: " + String.join(", ", paths)));
    }
  }

  private void remarks(String title, List<Remark> remarks) {
    if (remarks.isEmpty()) {
      return;
    }
    boolean many = remarks.stream().anyMatch(remark -> remark.place().batch() > 0);
    List<String> places = new ArrayList<>();
    remarks.forEach(remark -> places.add(shown(RemarkText.place(remark.place(), many))));
    int width = places.stream().mapToInt(String::length).max().orElse(0);
    notes.println(paint.bold(title));
    for (int i = 0; i < places.size(); i++) {
      String gap = " ".repeat(width - places.get(i).length());
      notes.println("  " + places.get(i) + gap + "  " + RemarkText.cause(remarks.get(i).cause()));
    }
  }

  /// What a client named, on one line and without a terminal's own language.
  private static String shown(String text) {
    return text.replaceAll("\\p{Cc}", "\uFFFD");
  }
}
