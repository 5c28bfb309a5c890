package io.hydrant.compare;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.model.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// Compares two streams of any length: their events are laid into files by their keys, and those of
/// one file compared at a time, so that memory is for about a 128th of the longer stream. Used
/// once.
public final class Comparison {
  private static final Comparator<Entry> BY_TIME =
      Comparator.comparing(
          entry -> entry.members().getOrDefault("data.timestamp_unixtime_ms", Entry.MADE));

  private final Path directory;
  private final Entries entries;
  private final Findings findings;
  private long paired;
  private long differing;

  /// A side as it is read.
  ///
  /// @param name of the stream, for what is wrong with it
  public record Stream(String name, InputStream in) {}

  /// What is counted of a side.
  private static final class Count {
    long messages;
    long events;
    long repeated;
    long alone;

    Totals.Side side() {
      return new Totals.Side(messages, events, repeated, alone);
    }
  }

  private final Count a = new Count();
  private final Count b = new Count();

  /// @param directory an empty one, with room for both streams
  /// @param ignored members that are not compared; one covers those below it
  public Comparison(Path directory, Set<String> ignored, Findings findings) {
    this.directory = directory;
    this.entries = new Entries(ignored);
    this.findings = findings;
  }

  /// Reads both to their ends.
  ///
  /// @throws IOException when one cannot be read or is not what it must be: the message names it
  public Totals of(Stream first, Stream second) throws IOException {
    Spill spillA = spill(first, "a", a);
    Spill spillB = spill(second, "b", b);
    for (int i = 0; i < Spill.FILES; i++) {
      compare(byKey(spillA.take(i), a), byKey(spillB.take(i), b));
    }
    return new Totals(a.side(), b.side(), paired, differing);
  }

  private Spill spill(Stream stream, String side, Count count) throws IOException {
    try (Documents documents = new Documents(stream.in());
        Spill spill = new Spill(Files.createDirectory(directory.resolve(side)), side)) {
      for (byte[] next = documents.next(); next.length > 0; next = documents.next()) {
        for (Entry entry : entries(documents, next)) {
          spill.add(entry);
          count.events++;
        }
      }
      count.messages = documents.count();
      return spill;
    } catch (IOException e) {
      throw new IOException(stream.name() + ": " + e.getMessage(), e);
    }
  }

  private List<Entry> entries(Documents documents, byte[] document) throws IOException {
    try {
      return entries.of(document, documents.count());
    } catch (InvalidJsonException e) {
      throw documents.wrong("is not valid: " + e.getMessage());
    }
  }

  /// Without what was delivered twice.
  private static Map<Hash, List<Entry>> byKey(List<Entry> all, Count count) {
    Map<Hash, List<Entry>> byKey = new LinkedHashMap<>();
    Set<Hash> origins = new HashSet<>();
    for (Entry entry : all) {
      if (origins.add(entry.origin())) {
        byKey.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry);
      } else {
        count.repeated++;
      }
    }
    return byKey;
  }

  private void compare(Map<Hash, List<Entry>> ofA, Map<Hash, List<Entry>> ofB) {
    for (Map.Entry<Hash, List<Entry>> same : ofA.entrySet()) {
      List<Entry> others = ofB.remove(same.getKey());
      pair(same.getValue(), others == null ? List.of() : others);
    }
    ofB.values().forEach(others -> pair(List.of(), others));
  }

  /// Those of one key: first the ones that say the same, then the others in the order of their
  /// times.
  private void pair(List<Entry> ofA, List<Entry> ofB) {
    Map<SortedMap<String, String>, ArrayDeque<Entry>> same = new LinkedHashMap<>();
    ofB.forEach(
        entry -> same.computeIfAbsent(entry.members(), members -> new ArrayDeque<>()).add(entry));
    List<Entry> restA = new ArrayList<>();
    for (Entry entry : ofA) {
      ArrayDeque<Entry> equal = same.get(entry.members());
      if (equal == null || equal.poll() == null) {
        restA.add(entry);
      } else {
        paired++;
      }
    }
    List<Entry> restB = new ArrayList<>();
    same.values().forEach(restB::addAll);
    restA.sort(BY_TIME);
    restB.sort(BY_TIME);
    int both = Math.min(restA.size(), restB.size());
    for (int i = 0; i < both; i++) {
      differ(restA.get(i), restB.get(i));
    }
    alone(restA.subList(both, restA.size()), a);
    alone(restB.subList(both, restB.size()), b);
  }

  private void differ(Entry one, Entry other) {
    Set<String> names = new TreeSet<>(one.members().keySet());
    names.addAll(other.members().keySet());
    boolean isDifferent = false;
    for (String name : names) {
      String inA = one.members().get(name);
      String inB = other.members().get(name);
      boolean isMade = Entry.MADE.equals(inA) || Entry.MADE.equals(inB);
      if (!isMade && (inA == null || !inA.equals(inB))) {
        findings.differs(one, name, inA, inB);
        isDifferent = true;
      }
    }
    paired++;
    differing += isDifferent ? 1 : 0;
  }

  private void alone(List<Entry> rest, Count count) {
    rest.forEach(entry -> findings.alone(count == a, entry));
    count.alone += rest.size();
  }
}
