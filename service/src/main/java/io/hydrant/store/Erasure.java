package io.hydrant.store;

import io.hydrant.model.Hash;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A person is to be forgotten. It names nobody: the person is known by keyed hashes, and those are
/// forgotten too when it is done.
///
/// @param id what who ordered it calls it
/// @param upTo everything of the person with a sequence up to this one is meant
/// @param isByMpid whether the person was named by an MPID; else by identities
/// @param given hashes of what was named, and of what was known of who was named by an MPID
/// @param joined hashes of what was known of those who were found by an identity
/// @param counts what was erased so far
/// @param endedMillis Unix milliseconds; 0 while it is not done
public record Erasure(
    Id id,
    long upTo,
    boolean isByMpid,
    Set<Hash> given,
    Set<Hash> joined,
    Stage stage,
    Counts counts,
    long endedMillis) {
  private static final byte FORMAT = 1;
  private static final int FIXED_BYTES = 1 + 8 + 1 + 1 + 8 + 8 + 8 + 4 + 4;
  private static final int HASH_BYTES = 16;

  public Erasure {
    given = Set.copyOf(given);
    joined = Set.copyOf(joined);
  }

  /// How far it is.
  public enum Stage {
    /// Nothing of the person is delivered any more; what lies there waits for the sweep under way.
    BEGUN(1),
    /// What lies there is being looked through.
    SWEEPING(2),
    /// Nothing of the person is left.
    DONE(3);

    private final int onDisk;

    Stage(int onDisk) {
      this.onDisk = onDisk;
    }

    static Stage of(int onDisk) {
      for (Stage stage : values()) {
        if (stage.onDisk == onDisk) {
          return stage;
        }
      }
      throw new IllegalArgumentException("an erasure at stage " + onDisk);
    }
  }

  /// What was erased.
  ///
  /// @param events of Event connections
  /// @param changes messages of Audience connections
  public record Counts(long events, long changes) {
    static final Counts NONE = new Counts(0, 0);

    Counts plus(Counts more) {
      return new Counts(events + more.events, changes + more.changes);
    }
  }

  /// What it is called: when it began, and chance, so that nobody guesses another's.
  ///
  /// @param startedMillis Unix milliseconds
  public record Id(long startedMillis, long chance) {
    static final int BYTES = 16;

    byte[] bytes() {
      return ByteBuffer.allocate(BYTES).putLong(startedMillis).putLong(chance).array();
    }

    static Id of(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new Id(in.getLong(), in.getLong());
    }

    /// As people and scripts write it.
    public String text() {
      return HexFormat.of().formatHex(bytes());
    }

    /// Reads what [#text()] wrote; null when it is no such thing.
    public static @Nullable Id of(String text) {
      try {
        return text.length() == BYTES * 2 ? of(HexFormat.of().parseHex(text)) : null;
      } catch (IllegalArgumentException _) {
        return null;
      }
    }
  }

  /// Whether it means what has this sequence and this trace. Who has another MPID is another
  /// person, whatever the two share; what names no MPID is told by its identities.
  boolean covers(long sequence, Trace trace) {
    if (sequence > upTo) {
      return false;
    }
    Hash mpid = trace.mpid();
    if (mpid != null && (isByMpid || means(mpid))) {
      return means(mpid);
    }
    return trace.identities().stream().anyMatch(this::means);
  }

  /// Whether it means a user of whom something is known. Who was named by an MPID was forgotten
  /// when the erasure began: who has one is known since then, or is somebody else. Those found by
  /// identities are found by those that were given, not by those of whom was found before.
  boolean coversMember(Recall.Recalled user) {
    Hash mpid = user.trace().mpid();
    boolean isTold =
        user.trace().identities().stream().anyMatch(given::contains)
            || (mpid != null && given.contains(mpid));
    return isTold && user.oldest() <= upTo && !(isByMpid && mpid != null);
  }

  private boolean means(Hash hash) {
    return given.contains(hash) || joined.contains(hash);
  }

  Erasure joining(Set<Hash> more) {
    Set<Hash> all = new HashSet<>(joined);
    all.addAll(more);
    return new Erasure(id, upTo, isByMpid, given, all, stage, counts, endedMillis);
  }

  Erasure counting(Counts more) {
    return new Erasure(id, upTo, isByMpid, given, joined, stage, counts.plus(more), endedMillis);
  }

  Erasure sweeping() {
    return new Erasure(id, upTo, isByMpid, given, joined, Stage.SWEEPING, counts, endedMillis);
  }

  Erasure done(long millis) {
    return new Erasure(id, upTo, isByMpid, Set.of(), Set.of(), Stage.DONE, counts, millis);
  }

  byte[] bytes() {
    ByteBuffer out =
        ByteBuffer.allocate(FIXED_BYTES + HASH_BYTES * (given.size() + joined.size()))
            .put(FORMAT)
            .putLong(upTo)
            .put((byte) (isByMpid ? 1 : 0))
            .put((byte) stage.onDisk)
            .putLong(counts.events())
            .putLong(counts.changes())
            .putLong(endedMillis);
    put(out, given);
    put(out, joined);
    return out.array();
  }

  private static void put(ByteBuffer out, Set<Hash> hashes) {
    out.putInt(hashes.size());
    hashes.forEach(hash -> out.putLong(hash.high()).putLong(hash.low()));
  }

  static Erasure of(byte[] key, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    byte format = in.get();
    if (format != FORMAT) {
      throw new IllegalArgumentException("an erasure of format " + format);
    }
    long upTo = in.getLong();
    boolean isByMpid = in.get() == 1;
    Stage stage = Stage.of(in.get());
    Counts counts = new Counts(in.getLong(), in.getLong());
    long ended = in.getLong();
    Set<Hash> given = hashes(in);
    return new Erasure(Id.of(key), upTo, isByMpid, given, hashes(in), stage, counts, ended);
  }

  private static Set<Hash> hashes(ByteBuffer in) {
    Set<Hash> hashes = new HashSet<>();
    for (int left = in.getInt(); left > 0; left--) {
      hashes.add(new Hash(in.getLong(), in.getLong()));
    }
    return hashes;
  }

  /// How far it is, never whom it means.
  @Override
  public String toString() {
    return "erasure " + id.text() + ", " + stage + ", " + counts;
  }
}
