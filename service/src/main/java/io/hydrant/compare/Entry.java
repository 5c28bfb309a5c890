package io.hydrant.compare;

import io.hydrant.model.Hash;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// An event of one side, and what its message says beside it. A message without events is one.
///
/// @param key by which it finds that of the other side
/// @param origin its message and its place in it: what has both was delivered twice
/// @param members their values as JSON by their names; [#MADE] for one that its side made up
public record Entry(Hash key, Hash origin, SortedMap<String, String> members) {
  /// In place of a value: its side made it up, so that it differs from nothing.
  static final String MADE = "";

  /// The member by which a person finds it again, and pairs are made.
  static final String SOURCE_MESSAGE_ID = "data.source_message_id";

  private static final List<String> TELLING =
      List.of("event_type", "data.event_name", "data.screen_name", "mpid", SOURCE_MESSAGE_ID);

  /// What it is, in a few words.
  public String words() {
    List<String> words = new ArrayList<>();
    for (String member : TELLING) {
      String value = members.getOrDefault(member, MADE);
      if (!value.equals(MADE)) {
        words.add(member.substring(member.indexOf('.') + 1) + " " + value);
      }
    }
    return words.isEmpty() ? "a message without events" : String.join(", ", words);
  }

  void write(DataOutput out) throws IOException {
    write(key, out);
    write(origin, out);
    out.writeInt(members.size());
    for (Map.Entry<String, String> member : members.entrySet()) {
      write(member.getKey(), out);
      write(member.getValue(), out);
    }
  }

  static Entry read(DataInput in) throws IOException {
    Hash key = new Hash(in.readLong(), in.readLong());
    Hash origin = new Hash(in.readLong(), in.readLong());
    SortedMap<String, String> members = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = text(in);
      members.put(name, text(in));
    }
    return new Entry(key, origin, members);
  }

  private static void write(Hash hash, DataOutput out) throws IOException {
    out.writeLong(hash.high());
    out.writeLong(hash.low());
  }

  private static void write(String text, DataOutput out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String text(DataInput in) throws IOException {
    byte[] utf8 = new byte[in.readInt()];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
