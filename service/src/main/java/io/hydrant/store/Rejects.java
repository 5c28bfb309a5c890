package io.hydrant.store;

import io.hydrant.model.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What SDKs sent and is invalid: a list an input, bounded in bytes, of which the oldest go first;
/// and how many there ever were. The committer stages changes and puts them in the write that holds
/// what they count; others see them only once that write is durable.
final class Rejects {
  private static final byte[] ACCOUNT = "rejected ".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES + Short.BYTES;
  private static final byte[] END = {-1};

  private final TablesView tables;
  private final Map<String, Account> durable = new ConcurrentHashMap<>();
  private final Map<String, Account> staged = new HashMap<>();

  /// What there is of an input.
  ///
  /// @param total how many there ever were
  /// @param bytes of those that are kept
  /// @param first sequence below which none is kept
  record Account(long total, long bytes, long first) {
    static final Account NONE = new Account(0, 0, 0);

    static Account of(byte[] stored) {
      ByteBuffer in = ByteBuffer.wrap(stored);
      return new Account(in.getLong(), in.getLong(), in.getLong());
    }

    byte[] stored() {
      return ByteBuffer.allocate(3 * Long.BYTES)
          .putLong(total)
          .putLong(bytes)
          .putLong(first)
          .array();
    }
  }

  private Rejects(TablesView tables) {
    this.tables = tables;
  }

  static Rejects load(TablesView tables) throws IOException {
    Rejects loaded = new Rejects(tables);
    byte[] end = ACCOUNT.clone();
    end[end.length - 1]++;
    try (TablesView.Cursor cursor = tables.scan(Family.META, ACCOUNT, end)) {
      for (; cursor.valid(); cursor.next()) {
        byte[] key = cursor.key();
        String input =
            new String(key, ACCOUNT.length, key.length - ACCOUNT.length, StandardCharsets.UTF_8);
        loaded.durable.put(input, Account.of(cursor.value()));
      }
    }
    return loaded;
  }

  /// The durable accounts, by input.
  Map<String, Account> accounts() {
    return new TreeMap<>(durable);
  }

  /// Keeps one, and lets go of the oldest of its input. What came with this very write stays.
  void add(Rejection rejection, long sequence, Tables.Changes changes) throws IOException {
    String input = rejection.input();
    byte[] value = stored(rejection);
    changes.put(Family.REJECTED, key(input, sequence), value);
    Account account = staged.getOrDefault(input, durable.getOrDefault(input, Account.NONE));
    long bytes = account.bytes() + value.length;
    long first = account.first();
    if (bytes > rejection.keptBytesMax()) {
      try (TablesView.Cursor cursor =
          tables.scan(Family.REJECTED, key(input, first), key(input, Long.MAX_VALUE))) {
        for (; cursor.valid() && bytes > rejection.keptBytesMax(); cursor.next()) {
          byte[] key = cursor.key();
          changes.delete(Family.REJECTED, key);
          bytes -= cursor.value().length;
          first = sequence(key) + 1;
        }
      }
    }
    staged.put(input, new Account(account.total() + 1, bytes, first));
  }

  /// Lets go of all: whose they are cannot be told. What comes with this very write stays.
  ///
  /// @param sequence of the last that is let go
  void forget(long sequence, Tables.Changes changes) {
    changes.deleteRange(Family.REJECTED, new byte[0], END);
    durable.forEach(
        (input, account) -> staged.put(input, new Account(account.total(), 0, sequence + 1)));
  }

  /// Puts what is staged into a write.
  void put(Tables.Changes changes) {
    staged.forEach((input, account) -> {
      byte[] name = input.getBytes(StandardCharsets.UTF_8);
      byte[] key = Arrays.copyOf(ACCOUNT, ACCOUNT.length + name.length);
      System.arraycopy(name, 0, key, ACCOUNT.length, name.length);
      changes.put(Family.META, key, account.stored());
    });
  }

  /// The write is durable: what was staged holds.
  void settle() {
    durable.putAll(staged);
    staged.clear();
  }

  /// The last of an input, the oldest first.
  List<Rejection> last(String input, int max) throws IOException {
    Account account = durable.getOrDefault(input, Account.NONE);
    Deque<Rejection> last = new ArrayDeque<>();
    try (TablesView.Cursor cursor =
        tables.scan(Family.REJECTED, key(input, account.first()), key(input, Long.MAX_VALUE))) {
      for (; cursor.valid(); cursor.next()) {
        last.add(rejection(input, cursor.value()));
        if (last.size() > max) {
          last.remove();
        }
      }
    }
    return List.copyOf(last);
  }

  private static byte[] key(String input, long sequence) {
    byte[] name = input.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + name.length + Long.BYTES)
        .put((byte) name.length)
        .put(name)
        .putLong(sequence)
        .array();
  }

  private static long sequence(byte[] key) {
    return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
  }

  private static byte[] stored(Rejection rejection) {
    byte[] why = rejection.why().getBytes(StandardCharsets.UTF_8);
    Bytes beginning = rejection.beginning();
    return ByteBuffer.allocate(HEADER_BYTES + why.length + beginning.length())
        .putLong(rejection.millis())
        .putInt(rejection.bytes())
        .putShort((short) why.length)
        .put(why)
        .put(beginning.array(), beginning.offset(), beginning.length())
        .array();
  }

  private static Rejection rejection(String input, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    long millis = in.getLong();
    int bytes = in.getInt();
    int why = in.getShort();
    String words = new String(value, in.position(), why, StandardCharsets.UTF_8);
    int at = in.position() + why;
    return new Rejection(input, millis, words, bytes, Bytes.of(value, at, value.length - at), 0);
  }
}
