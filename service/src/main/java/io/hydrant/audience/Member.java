package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.store.Audience;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What is known of one user: identities, and the audiences he is or was in. Immutable, safe for
/// many threads.
///
/// @param mpid its digits; null when he has none
/// @param memberships by the id of the audience
/// @param handles identities by which client SDKs find him
public record Member(
    @Nullable String mpid,
    IdentitySet identities,
    SortedMap<Long, Membership> memberships,
    List<Handle> handles) {
  private static final int FORMAT = 2;

  /// Without handles.
  private static final int FORMAT_BEFORE = 1;

  public Member {
    memberships = Collections.unmodifiableSortedMap(new TreeMap<>(memberships));
    handles = List.copyOf(handles);
  }

  /// An identity by which a user is found.
  ///
  /// @param type see [ClientIdentity]
  /// @param hash which says nothing to who has no secret
  public record Handle(String type, Hash hash) {}

  /// A user's standing in an audience.
  ///
  /// @param isIn whether he is in it; else he was
  /// @param sequence of the change that last made a message of it
  /// @param n of that message, see [io.hydrant.model.AudienceArrival.Numbered]
  public record Membership(boolean isIn, long sequence, int n) {
    /// Whether it is one of this audience, and not of a deleted one that had its id.
    boolean isOf(@Nullable Audience audience) {
      return audience != null && sequence >= audience.created();
    }
  }

  /// Somebody of whom this is known, or nothing yet.
  static Member of(@Nullable Bytes known, @Nullable String mpid) {
    return known == null
        ? new Member(mpid, IdentitySet.EMPTY, new TreeMap<>(), List.of())
        : of(known);
  }

  Member foundBy(List<Handle> now) {
    return new Member(mpid, identities, memberships, now);
  }

  /// The audiences he is in, of those that are there.
  public List<Long> audiences(LongFunction<@Nullable Audience> audiences) {
    return memberships.keySet().stream().filter(id -> isIn(id, audiences.apply(id))).toList();
  }

  /// Whether he is in an audience that is there.
  boolean isIn(long audience, @Nullable Audience there) {
    Membership membership = memberships.get(audience);
    return membership != null && membership.isIn() && membership.isOf(there);
  }

  /// His memberships without those of audiences that are not any more.
  NavigableMap<Long, Membership> valid(LongFunction<@Nullable Audience> audiences) {
    NavigableMap<Long, Membership> valid = new TreeMap<>(memberships);
    valid.entrySet().removeIf(each -> !each.getValue().isOf(audiences.apply(each.getKey())));
    return valid;
  }

  /// As it is stored.
  public Bytes stored() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeUTF(mpid == null ? "" : mpid);
      out.writeByte(identities.values().size());
      for (Map.Entry<IdentityType, Bytes> identity : identities.values().entrySet()) {
        out.writeUTF(identity.getKey().key());
        Bytes value = identity.getValue();
        out.writeInt(value.length());
        out.write(value.array(), value.offset(), value.length());
      }
      out.writeInt(memberships.size());
      for (Map.Entry<Long, Membership> membership : memberships.entrySet()) {
        out.writeLong(membership.getKey());
        out.writeBoolean(membership.getValue().isIn());
        out.writeLong(membership.getValue().sequence());
        out.writeInt(membership.getValue().n());
      }
      out.writeInt(handles.size());
      for (Handle handle : handles) {
        out.writeUTF(handle.type());
        out.writeLong(handle.hash().high());
        out.writeLong(handle.hash().low());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.of(bytes.toByteArray());
  }

  /// What [#stored()] gave.
  ///
  /// @throws IllegalArgumentException when these bytes are something else
  public static Member of(Bytes stored) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored.toArray()))) {
      int format = in.readByte();
      if (format != FORMAT && format != FORMAT_BEFORE) {
        throw new IllegalArgumentException("a member of format " + format);
      }
      String mpid = in.readUTF();
      Map<IdentityType, Bytes> identities = new EnumMap<>(IdentityType.class);
      for (int left = in.readByte(); left > 0; left--) {
        IdentityType type = type(in.readUTF());
        identities.put(type, Bytes.of(in.readNBytes(in.readInt())));
      }
      SortedMap<Long, Membership> memberships = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        long audience = in.readLong();
        memberships.put(audience, new Membership(in.readBoolean(), in.readLong(), in.readInt()));
      }
      List<Handle> handles = new ArrayList<>();
      for (int left = format == FORMAT ? in.readInt() : 0; left > 0; left--) {
        handles.add(new Handle(in.readUTF(), new Hash(in.readLong(), in.readLong())));
      }
      return new Member(
          mpid.isEmpty() ? null : mpid, new IdentitySet(identities), memberships, handles);
    } catch (IOException e) {
      throw new IllegalArgumentException("a member cut short", e);
    }
  }

  private static IdentityType type(String key) {
    IdentityType user = IdentityType.ofUser(key);
    IdentityType type = user == null ? IdentityType.ofDevice(key) : user;
    if (type == null) {
      throw new IllegalArgumentException("an identity of a newer version of Hydrant");
    }
    return type;
  }

  /// How much is known, never what.
  @Override
  public String toString() {
    return identities + " in " + memberships.keySet();
  }
}
