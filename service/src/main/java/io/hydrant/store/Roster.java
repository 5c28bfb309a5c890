package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The numbers of all connections there are or ever were. A number belongs to one connection for
/// ever: one that a configuration leaves out is a [Former] from then on, and if its name comes back
/// it is another's. Written by the committer alone; read by all.
final class Roster {
  private static final byte[] NAME_PREFIX = utf8("connection/");
  private static final byte[] NAME_END = utf8("connection0");
  private static final byte[] FORMER_PREFIX = utf8("former/");
  private static final byte[] FORMER_END = utf8("former0");

  private final Map<String, Integer> present = new ConcurrentHashMap<>();
  private final Map<Integer, Former> formers = new ConcurrentHashMap<>();
  private int lastNumber;

  private Roster() {}

  static Roster load(TablesView tables) throws IOException {
    Roster roster = new Roster();
    Map<Integer, String> names = new TreeMap<>();
    try (TablesView.Cursor cursor = tables.scan(Family.META, NAME_PREFIX, NAME_END)) {
      for (; cursor.valid(); cursor.next()) {
        names.put(
            number(cursor.key(), NAME_PREFIX), new String(cursor.value(), StandardCharsets.UTF_8));
      }
    }
    try (TablesView.Cursor cursor = tables.scan(Family.META, FORMER_PREFIX, FORMER_END)) {
      for (; cursor.valid(); cursor.next()) {
        int number = number(cursor.key(), FORMER_PREFIX);
        String name = names.get(number);
        if (name == null) {
          throw new IOException("the data directory lacks the name of connection " + number);
        }
        int heir = ByteBuffer.wrap(cursor.value()).getInt();
        roster.formers.put(number, new Former(number, name, heir));
      }
    }
    names.forEach((number, name) -> {
      roster.lastNumber = Math.max(roster.lastNumber, number);
      if (!roster.formers.containsKey(number)) {
        roster.present.put(name, number);
      }
    });
    return roster;
  }

  /// Makes connections that are not among `names` former ones, and gives new ones their numbers.
  void enroll(Collection<String> names, Tables.Changes changes) {
    present.forEach((name, number) -> {
      if (!names.contains(name)) {
        put(new Former(number, name, Former.NO_HEIR), changes);
      }
    });
    present.keySet().retainAll(names);
    for (Former former : formers()) {
      // What an heir had taken on waits again when the heir is removed.
      if (former.hasHeir() && !present.containsValue(former.heir())) {
        put(new Former(former.connection(), former.name(), Former.NO_HEIR), changes);
      }
    }
    for (String name : names) {
      if (!present.containsKey(name)) {
        int number = ++lastNumber;
        changes.put(Family.META, key(NAME_PREFIX, number), utf8(name));
        present.put(name, number);
      }
    }
  }

  /// Has `heir` send what a former connection owes.
  ///
  /// @return whether they are what they are said to be
  boolean adopt(int former, int heir, Tables.Changes changes) {
    Former known = formers.get(former);
    if (known == null || !present.containsValue(heir)) {
      return false;
    }
    put(new Former(former, known.name(), heir), changes);
    return true;
  }

  private void put(Former former, Tables.Changes changes) {
    formers.put(former.connection(), former);
    byte[] heir = ByteBuffer.allocate(Integer.BYTES).putInt(former.heir()).array();
    changes.put(Family.META, key(FORMER_PREFIX, former.connection()), heir);
  }

  /// The number of a connection that is configured.
  @Nullable Integer number(String name) {
    return present.get(name);
  }

  /// A former connection, by its number.
  @Nullable Former former(int connection) {
    return formers.get(connection);
  }

  /// Former connections, the oldest first.
  List<Former> formers() {
    return formers.values().stream().sorted(Comparator.comparingInt(Former::connection)).toList();
  }

  /// All connections by what people call them, in the order of that.
  Map<String, Integer> labels() {
    Map<String, Integer> labels = new TreeMap<>(present);
    formers.values().forEach(former -> labels.put(former.label(), former.connection()));
    return labels;
  }

  private static int number(byte[] key, byte[] prefix) {
    return ByteBuffer.wrap(key, prefix.length, Integer.BYTES).getInt();
  }

  private static byte[] key(byte[] prefix, int number) {
    return ByteBuffer.allocate(prefix.length + Integer.BYTES).put(prefix).putInt(number).array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
