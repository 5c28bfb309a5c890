package io.hydrant.store;

import io.hydrant.model.Hash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What must not be sent because a person is being forgotten: all erasures that are not done, as
/// they are at one moment. Immutable, safe for many threads.
public final class Coverage {
  private final long version;
  private final Tracer tracer;
  private final List<Erasure> erasures;
  private final Map<Hash, List<Erasure>> byHash = new HashMap<>();
  private long upTo;

  Coverage(long version, Tracer tracer, Collection<Erasure> erasures) {
    this.version = version;
    this.tracer = tracer;
    this.erasures = List.copyOf(erasures);
    for (Erasure erasure : erasures) {
      upTo = Math.max(upTo, erasure.upTo());
      Stream.concat(erasure.given().stream(), erasure.joined().stream())
          .distinct()
          .forEach(hash -> byHash.computeIfAbsent(hash, h -> new ArrayList<>()).add(erasure));
    }
  }

  /// Grows whenever more is covered, also when the store is opened again.
  public long version() {
    return version;
  }

  List<Erasure> erasures() {
    return erasures;
  }

  /// Whether nobody is being forgotten.
  public boolean isEmpty() {
    return byHash.isEmpty();
  }

  /// The erasure that means a row; null when none does. Of a closed session each fragment is asked
  /// for.
  @Nullable Erasure of(Row row) {
    long sequence = row.key().sequence();
    return sequence > upTo ? null : of(sequence, tracer.of(row));
  }

  @Nullable Erasure of(long sequence, Trace trace) {
    Hash mpid = trace.mpid();
    Erasure found = mpid == null ? null : first(mpid, sequence, trace);
    for (Hash identity : trace.identities()) {
      found = found == null ? first(identity, sequence, trace) : found;
    }
    return found;
  }

  /// Whether somebody of whom something is known is meant.
  boolean coversMember(Recall.Recalled user) {
    Hash mpid = user.trace().mpid();
    return Stream.concat(user.trace().identities().stream(), Stream.ofNullable(mpid))
        .flatMap(hash -> byHash.getOrDefault(hash, List.of()).stream())
        .anyMatch(erasure -> erasure.coversMember(user));
  }

  private @Nullable Erasure first(Hash hash, long sequence, Trace trace) {
    for (Erasure erasure : byHash.getOrDefault(hash, List.of())) {
      if (erasure.covers(sequence, trace)) {
        return erasure;
      }
    }
    return null;
  }
}
