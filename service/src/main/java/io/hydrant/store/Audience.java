package io.hydrant.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// An audience as it is known: a named set of users.
///
/// @param id a positive number that its senders chose, and that never changes
/// @param name what its senders call it
/// @param externalName what messages call it in place of `name`; null: they call it by `name`
/// @param created sequence of its creation: memberships of before are of one that was deleted
/// @param members how many users are in it
/// @param deletedMillis when its deletion was ordered, Unix milliseconds, while its members are
///   being taken out; null when it is not deleted
public record Audience(
    long id,
    String name,
    @Nullable String externalName,
    long created,
    long members,
    @Nullable Long deletedMillis) {
  private static final int FORMAT = 1;

  /// What messages call it.
  public String calledName() {
    return externalName == null ? name : externalName;
  }

  /// Whether it is deleted, its members being taken out.
  public boolean isDeleted() {
    return deletedMillis != null;
  }

  Audience with(long more) {
    return new Audience(id, name, externalName, created, members + more, deletedMillis);
  }

  Audience named(String name, @Nullable String externalName) {
    return new Audience(id, name, externalName, created, members, deletedMillis);
  }

  Audience deleted(long millis) {
    return new Audience(id, name, externalName, created, members, millis);
  }

  static byte[] key(long id) {
    return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
  }

  byte[] stored() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(created);
      out.writeLong(members);
      out.writeBoolean(deletedMillis != null);
      out.writeLong(deletedMillis == null ? 0 : deletedMillis);
      out.writeUTF(name);
      out.writeBoolean(externalName != null);
      out.writeUTF(externalName == null ? "" : externalName);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Audience of(byte[] key, byte[] stored) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IOException("an audience of format " + format);
      }
      long created = in.readLong();
      long members = in.readLong();
      boolean isDeleted = in.readBoolean();
      long millis = in.readLong();
      String name = in.readUTF();
      boolean hasExternal = in.readBoolean();
      String external = in.readUTF();
      return new Audience(
          ByteBuffer.wrap(key).getLong(),
          name,
          hasExternal ? external : null,
          created,
          members,
          isDeleted ? (Long) millis : null);
    }
  }
}
