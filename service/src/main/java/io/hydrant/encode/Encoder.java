package io.hydrant.encode;

import io.hydrant.json.JsonOutput;
import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentParts;
import io.hydrant.model.Hash;
import io.hydrant.model.Message;
import io.hydrant.settings.Content;
import java.util.UUID;

/// Makes messages of one connection's fragments. The same fragments make the same messages under
/// the same ids at every reading. Immutable, safe for many threads. Open, so that a test can have
/// it break.
public class Encoder {
  private final Ids ids;
  private final int recordBytesMax;

  /// @param storeId of the data directory
  /// @param connection the connection's number in the store
  /// @param recordBytesMax what a record holds: no merged message gets longer
  public Encoder(UUID storeId, int connection, int recordBytesMax) {
    this.ids = new Ids(storeId, connection);
    this.recordBytesMax = recordBytesMax;
  }

  /// An empty message of a group, to be filled.
  ///
  /// @param content the settings that its fragments were selected with
  public Merger merger(Content content, Hash group) {
    return new Merger(ids, content, group, recordBytesMax);
  }

  /// The message of one event by itself.
  ///
  /// @param sequence of the batch it came with
  /// @param n the number of the fragment among the rows that the batch made
  /// @param index which of the fragment's events
  public Message single(
      Content content, Fragment fragment, Hash group, long sequence, int n, int index) {
    FragmentParts parts = fragment.parts();
    Part part = new Part(fragment, sequence, n);
    UUID id = ids.message(group, part, part, parts.eventPosition(index));
    Merged merged = new Merged();
    merged.apply(part);
    Document document = new Document(new Frame(content), ids);
    JsonOutput tail = document.tail(id, merged, Location.of(parts, index));
    JsonOutput out = document.open(document.eventBytes(part, index), tail);
    document.event(out, part, index);
    return document.close(out, tail, id, 1);
  }

  /// A message of an Audience connection, whose document is made already.
  ///
  /// @param group of the user
  /// @param sequence of the change that made it
  /// @param n the number of the message among those of the change
  public Message audience(AudienceMessage message, Hash group, long sequence, int n) {
    UUID id = ids.message(group, sequence, n);
    return new Message(id, message.document(), AudienceMessage.COUNT);
  }
}
