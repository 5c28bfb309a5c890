package io.hydrant.reference;

import io.hydrant.reference.Outcome.Drop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// What an Event connection makes of batches, by the specification's sections 2 to 5 in their
/// order. It knows no store, no bytes and no haste; it does not cut messages at the size of a
/// record.
final class Reference {
  private final Settings settings;
  private final Selection selection;
  private final Outgoing outgoing;
  private final IntToLongFunction phases;
  private final List<Drop> drops = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> messages = new ArrayList<>();

  private final List<Integer> parts = new ArrayList<>();
  private int accepted;
  private boolean isNarrow;

  private Reference(Settings settings, IntToLongFunction phases) {
    this.settings = settings;
    this.selection = new Selection(settings);
    this.outgoing = new Outgoing(settings);
    this.phases = phases;
  }

  /// The messages of valid batches in the order they were received, and what was dropped.
  ///
  /// @param phases where in the interval, in milliseconds, the windows of a group end, given which
  ///   batch is the first of the group: the hash that spreads them is the product's own affair
  static Outcome outcome(Settings settings, List<Received> batches, IntToLongFunction phases) {
    Reference reference = new Reference(settings, phases);
    if (settings.is("waitForCompleteBatch")) {
      reference.wholeSessions(batches);
    } else if (settings.is("sendAsBatch")) {
      reference.windows(batches);
    } else {
      reference.singleEvents(batches);
    }
    return new Outcome(
        reference.messages,
        reference.parts,
        reference.drops,
        reference.accepted,
        reference.isNarrow);
  }

  /// Each event by itself.
  private void singleEvents(List<Received> batches) {
    for (int i = 0; i < batches.size(); i++) {
      Part part = selected(i, batches.get(i).documented());
      if (part == null) {
        continue;
      }
      if (part.events().isEmpty()) {
        leave(List.of(part));
      }
      for (Map<String, @Nullable Object> event : part.events()) {
        leave(List.of(new Part(part.received(), part.members(), List.of(event))));
      }
    }
  }

  /// Ten-minute batches per device. The ends of a group's windows are an interval apart.
  private void windows(List<Received> batches) {
    long interval = settings.millis("batchInterval");
    Map<Group, Long> phaseOf = new HashMap<>();
    Map<Window, List<Part>> waiting = new LinkedHashMap<>();
    for (int i = 0; i < batches.size(); i++) {
      Part part = selected(i, batches.get(i).documented());
      if (part == null) {
        continue;
      }
      Group group = Group.of(part.received());
      if (group == null) {
        leave(List.of(part));
        continue;
      }
      int first = i;
      long phase = phaseOf.computeIfAbsent(group, absent -> phases.applyAsLong(first));
      Window window = new Window(group, windowEnd(part.received().at(), phase, interval));
      waiting.computeIfAbsent(window, absent -> new ArrayList<>()).add(part);
    }
    waiting.values().forEach(this::leave);
  }

  private record Window(Group group, long end) {}

  /// The first end after `at`.
  private static long windowEnd(long at, long phase, long interval) {
    return at + interval - Math.floorMod(at - phase, interval);
  }

  /// Whole sessions: see [Sessions].
  private void wholeSessions(List<Received> batches) {
    Sessions sessions = new Sessions(settings.millis("sessionTimeout"), this::leave);
    for (int i = 0; i < batches.size(); i++) {
      Received received = batches.get(i).documented();
      sessions.closeUntil(received.at());
      Part part = selected(i, received);
      Group group = Group.of(received);
      if (group != null) {
        sessions.arrive(group, received, part, selection);
      } else if (part != null) {
        leave(List.of(part));
      }
    }
    isNarrow = sessions.isNarrow();
    sessions.closeUntil(Long.MAX_VALUE);
  }

  private void leave(List<Part> together) {
    messages.add(outgoing.message(together));
    parts.add(together.size());
  }

  /// What the settings leave of a batch; null when nothing of it is sent.
  private @Nullable Part selected(int index, Received received) {
    List<Map<String, @Nullable Object>> came = Selection.events(received.batch());
    List<Map<String, @Nullable Object>> kept = new ArrayList<>();
    Completion completion = new Completion(received);
    String whole = selection.dropsBatch(received);
    for (int i = 0; i < came.size(); i++) {
      String setting = whole != null ? whole : selection.dropsEvent(came.get(i));
      if (setting != null) {
        drops.add(new Drop(index, i, setting));
      } else {
        Map<String, @Nullable Object> event = selection.withoutLocation(came.get(i));
        completion.complete(event);
        kept.add(event);
      }
    }
    boolean empty = whole == null && kept.isEmpty() && !settings.is("sendBatchesWithoutEvents");
    if (came.isEmpty() && (empty || whole != null)) {
      drops.add(new Drop(index, -1, whole != null ? whole : "sendBatchesWithoutEvents"));
    }
    boolean isSent = whole == null && !empty;
    accepted += came.isEmpty() ? 1 : came.size();
    accepted += isSent && kept.isEmpty() && !came.isEmpty() ? 1 : 0;
    return !isSent ? null : new Part(received, selection.members(received.batch()), kept);
  }
}
