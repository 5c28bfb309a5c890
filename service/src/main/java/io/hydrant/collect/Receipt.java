package io.hydrant.collect;

import io.hydrant.model.Arrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.settings.Toggle;
import io.hydrant.store.Outcome;
import io.hydrant.store.Rejection;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the id of a request says once its batches are kept: their sequences, by which their rows
/// are found, and what was decided when they came. So every 202 can be asked for, for as long as
/// the data directory lives, and nothing has to be written for it.
///
/// It means nothing to who sent the batches: it is covered with a hash that has the store's secret
/// in it, and another store's, or one from before a restore, is told by that.
///
/// @param first sequence of what it brought; 0: all of it had come before
/// @param last sequence of it
/// @param fates what was decided of some or all of it
/// @param filteredBy the settings that left something out
public record Receipt(long first, long last, List<Fate> fates, List<Toggle> filteredBy) {

  /// What can be decided when something comes. Only ever appended to.
  public enum Fate {
    /// It waits, or did.
    WAITS,
    /// It was thrown away, by a setting that a person chose.
    DISCARDED,
    /// It was invalid, and answered as if it were not.
    REJECTED
  }

  /// An id names one by its place: settings, too, are only ever appended.
  private static final List<Fate> FATES = List.of(Fate.values());

  private static final List<Toggle> TOGGLES = List.of(Toggle.values());
  private static final int SPAN_BITS = 16;
  private static final int SPAN_MAX = (1 << SPAN_BITS) - 1;
  private static final int CHECK_BITS = 24;
  private static final long CHECK = (1L << CHECK_BITS) - 1;
  private static final int FATES_AT = CHECK_BITS;
  private static final int TOGGLES_AT = FATES_AT + 8;
  private static final int RADIX = 36;
  private static final Pattern ID =
      Pattern.compile("([0-9a-z]{1,8}-[0-9a-z]{1,13})(?:-([0-9a-z]{1,13})-([0-9a-z]{1,13}))?");
  private static final Bytes PURPOSE = Bytes.utf8("receipt");

  public Receipt {
    fates = List.copyOf(fates);
    filteredBy = List.copyOf(filteredBy);
  }

  /// One that lacks the sequences: made by the thread that brings it, so that the committer, who
  /// knows them, has next to nothing to do.
  ///
  /// @param id of the request
  /// @param cover see [Receipt]
  /// @param said what was decided, where it lies in an id
  record Draft(String id, Hash cover, long said, List<Integer> spans) {
    Draft {
      spans = List.copyOf(spans);
    }

    static Draft of(String id, List<Submission.Part> parts, Store store) {
      long said = 0;
      for (Submission.Part part : parts) {
        for (Arrival arrival : part.arrivals()) {
          for (String key : arrival.filtered().keySet()) {
            said |= bit(key);
          }
          said |= arrival.waiting().isEmpty() ? 0 : bit(Fate.WAITS);
          said |= arrival.discarded() == 0 ? 0 : bit(Fate.DISCARDED);
        }
        boolean isRejected = part.steps().stream().anyMatch(Rejection.class::isInstance);
        said |= isRejected ? bit(Fate.REJECTED) : 0;
        said |= part.steps().isEmpty() || isRejected ? 0 : bit(Fate.WAITS);
      }
      List<Integer> spans = parts.stream().map(part -> part.steps().size()).toList();
      return new Draft(id, coverOf(id, store), said, spans);
    }

    /// The whole id.
    String kept(Outcome.Kept kept) {
      long first = 0;
      long last = 0;
      for (int i = 0; i < spans.size(); i++) {
        long sequence = kept.sequences().get(i);
        if (sequence != Outcome.Kept.DUPLICATE) {
          first = first == 0 ? sequence : first;
          last = sequence + spans.get(i);
        }
      }
      long span = Math.min(last - first, SPAN_MAX);
      long where = (first << SPAN_BITS | span) ^ cover.high();
      return id + "-" + text(where) + "-" + text((first == 0 ? 0 : said) ^ cover.low());
    }
  }

  private static long bit(Fate fate) {
    return 1L << (FATES_AT + FATES.indexOf(fate));
  }

  /// None for what is no toggle.
  private static long bit(String key) {
    for (Toggle toggle : TOGGLES) {
      if (toggle.key().equals(key)) {
        return bit(toggle);
      }
    }
    return 0;
  }

  private static long bit(Toggle toggle) {
    return 1L << (TOGGLES_AT + TOGGLES.indexOf(toggle));
  }

  private static Hash coverOf(String id, Store store) {
    return store.hash().of(PURPOSE, Bytes.utf8(store.id().toString()), Bytes.utf8(id));
  }

  private static String text(long value) {
    return Long.toUnsignedString(value, RADIX);
  }

  /// What stands in the log of a request with this id: the part that is known before it is kept.
  public static String request(String id) {
    Matcher matcher = ID.matcher(id);
    return matcher.matches() ? matcher.group(1) : id;
  }

  /// What an id says; null when it is none that a 202 of this store had.
  public static @Nullable Receipt of(String id, Store store) {
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches() || matcher.group(2) == null) {
      return null;
    }
    Hash cover = coverOf(matcher.group(1), store);
    try {
      long where = Long.parseUnsignedLong(matcher.group(2), RADIX) ^ cover.high();
      long said = Long.parseUnsignedLong(matcher.group(3), RADIX) ^ cover.low();
      long first = where >>> SPAN_BITS;
      return (said & CHECK) == 0
          ? new Receipt(first, first + (where & SPAN_MAX), fates(said), toggles(said))
          : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static List<Fate> fates(long said) {
    return FATES.stream().filter(fate -> (said & bit(fate)) != 0).toList();
  }

  private static List<Toggle> toggles(long said) {
    return TOGGLES.stream().filter(toggle -> (said & bit(toggle)) != 0).toList();
  }
}
