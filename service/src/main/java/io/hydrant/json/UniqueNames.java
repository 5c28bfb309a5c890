package io.hydrant.json;

import static io.hydrant.json.JsonIndex.NONE;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Looks for a name that an object has twice, compared decoded.
///
/// Linear whatever a client sends: few names are compared with each other, many through a table,
/// and when their hashes meet too often, which only ill will does, through a set that bears it.
final class UniqueNames {
  private static final int FEW = 8;
  private static final int PROBES_PER_NAME = 8;

  private final byte[] text;
  private final Tape tape;
  private int[] table = new int[0];

  UniqueNames(byte[] text, Tape tape) {
    this.text = text;
    this.tape = tape;
  }

  /// The first member, from `first` on, whose name an earlier one has; [JsonIndex#NONE] if none.
  ///
  /// @param escaped whether a name may have an escape
  int repeated(int first, boolean escaped) {
    if (escaped) {
      return amongDecoded(first);
    }
    int count = 0;
    for (int member = first; member != NONE; member = tape.next(member)) {
      count++;
    }
    return count <= FEW ? amongFew(first) : amongMany(first, count);
  }

  private int amongFew(int first) {
    for (int member = tape.next(first); member != NONE; member = tape.next(member)) {
      for (int earlier = first; earlier != member; earlier = tape.next(earlier)) {
        if (isSame(member, earlier)) {
          return member;
        }
      }
    }
    return NONE;
  }

  /// The table holds nodes; 0 is free, as the document is nobody's member.
  private int amongMany(int first, int count) {
    int mask = (Integer.highestOneBit(count) << 2) - 1;
    if (table.length <= mask) {
      table = new int[mask + 1];
    } else {
      Arrays.fill(table, 0, mask + 1, 0);
    }
    int probes = count * PROBES_PER_NAME;
    for (int member = first; member != NONE; member = tape.next(member)) {
      int slot = hash(member) & mask;
      while (table[slot] != 0) {
        if (isSame(member, table[slot])) {
          return member;
        }
        if (--probes < 0) {
          return amongDecoded(first);
        }
        slot = (slot + 1) & mask;
      }
      table[slot] = member;
    }
    return NONE;
  }

  private int amongDecoded(int first) {
    Set<String> names = new HashSet<>();
    for (int member = first; member != NONE; member = tape.next(member)) {
      if (!names.add(JsonText.decode(text, tape.nameStart(member), tape.nameEnd(member)))) {
        return member;
      }
    }
    return NONE;
  }

  private int hash(int member) {
    int hash = 0;
    for (int i = tape.nameStart(member) + 1; i < tape.nameEnd(member) - 1; i++) {
      hash = hash * 31 + text[i];
    }
    return hash ^ (hash >>> 15);
  }

  private boolean isSame(int one, int other) {
    int start = tape.nameStart(one);
    int end = tape.nameEnd(one);
    int otherStart = tape.nameStart(other);
    int otherEnd = tape.nameEnd(other);
    return end - start == otherEnd - otherStart
        && Arrays.equals(text, start, end, text, otherStart, otherEnd);
  }
}
