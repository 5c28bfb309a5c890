package io.hydrant.cli;

import io.hydrant.compare.Entry;
import io.hydrant.compare.Findings;
import io.hydrant.compare.Totals;
import io.hydrant.json.JsonOutput;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Says what a comparison finds.
interface CompareReport extends Findings {

  /// Says what it came to.
  void end(Totals totals);

  /// For scripts: each finding as soon as it is found.
  record Lines(World world) implements CompareReport {
    @Override
    public void alone(boolean isA, Entry entry) {
      JsonOutput line = new JsonOutput(128).put("{\"only\":").string(isA ? "A" : "B");
      print(line.put(",\"event\":").string(entry.words()));
    }

    @Override
    public void differs(Entry entry, String member, @Nullable String a, @Nullable String b) {
      JsonOutput line = new JsonOutput(128).put("{\"member\":").string(member);
      value(line.put(",\"event\":").string(entry.words()), ",\"a\":", a);
      value(line, ",\"b\":", b);
      print(line);
    }

    @Override
    public void end(Totals totals) {
      JsonOutput line = new JsonOutput(256).put("{\"equal\":" + totals.isEqual());
      line.put(",\"paired\":").put(totals.paired());
      line.put(",\"differing\":").put(totals.differing());
      side(line, ",\"a\":{", totals.a());
      side(line, ",\"b\":{", totals.b());
      print(line);
    }

    private static void side(JsonOutput line, String name, Totals.Side side) {
      line.put(name).put("\"messages\":").put(side.messages());
      line.put(",\"events\":").put(side.events());
      line.put(",\"repeated\":").put(side.repeated());
      line.put(",\"only\":").put(side.alone()).put('}');
    }

    private static void value(JsonOutput line, String name, @Nullable String json) {
      if (json != null) {
        line.put(name).put(json.getBytes(StandardCharsets.UTF_8));
      }
    }

    private void print(JsonOutput line) {
      byte[] json = line.put('}').toArray();
      world.output().out().println(new String(json, StandardCharsets.UTF_8));
    }
  }

  /// For people: how often each member differs, and an example.
  final class Summary implements CompareReport {
    private static final int SHOWN = 5;
    private static final int VALUE_MAX = 40;

    /// How often a member differs, and in which way.
    private static final class Tally {
      long other;
      long onlyA;
      long onlyB;
      String example = "";
    }

    private final World world;
    private final Map<String, Tally> members = new TreeMap<>();
    private final List<String> onlyA = new ArrayList<>();
    private final List<String> onlyB = new ArrayList<>();

    Summary(World world) {
      this.world = world;
    }

    @Override
    public void alone(boolean isA, Entry entry) {
      List<String> shown = isA ? onlyA : onlyB;
      if (shown.size() < SHOWN) {
        shown.add(entry.words());
      }
    }

    @Override
    public void differs(Entry entry, String member, @Nullable String a, @Nullable String b) {
      Tally tally = members.computeIfAbsent(member, name -> new Tally());
      tally.other += a != null && b != null ? 1 : 0;
      tally.onlyA += b == null ? 1 : 0;
      tally.onlyB += a == null ? 1 : 0;
      if (tally.example.isEmpty()) {
        tally.example = cut(a) + " | " + cut(b) + "   (" + entry.words() + ")";
      }
    }

    @Override
    public void end(Totals totals) {
      PrintStream out = world.output().out();
      side("A", totals.a());
      side("B", totals.b());
      out.printf(
          "%,d paired, %,d of them differ; %,d only in A, %,d only in B%n",
          totals.paired(), totals.differing(), totals.a().alone(), totals.b().alone());
      if (!members.isEmpty()) {
        out.println();
        table().print(world);
      }
      alone("A", onlyA, totals.a().alone());
      alone("B", onlyB, totals.b().alone());
    }

    private Table table() {
      Table table = new Table(List.of("member", "#differs", "#only in A", "#only in B", "A | B"));
      members.forEach((name, tally) ->
          table.add(
              List.of(
                  name,
                  "%,d".formatted(tally.other),
                  "%,d".formatted(tally.onlyA),
                  "%,d".formatted(tally.onlyB),
                  tally.example)));
      return table;
    }

    private void side(String name, Totals.Side side) {
      String repeated =
          side.repeated() == 0 ? "" : ", %,d of them delivered again".formatted(side.repeated());
      world
          .output()
          .out()
          .printf(
              "%s: %,d messages, %,d events%s%n", name, side.messages(), side.events(), repeated);
    }

    private void alone(String name, List<String> shown, long count) {
      PrintStream out = world.output().out();
      if (count > 0) {
        out.printf("%nonly in %s:%n", name);
        shown.forEach(words -> out.println("  " + words));
      }
      if (count > shown.size()) {
        out.printf("  and %,d more (--json lists all)%n", count - shown.size());
      }
    }

    private static String cut(@Nullable String json) {
      if (json == null) {
        return "nothing";
      }
      int end =
          json.offsetByCodePoints(0, Math.min(VALUE_MAX, json.codePointCount(0, json.length())));
      return end == json.length() ? json : json.substring(0, end) + "…";
    }
  }
}
