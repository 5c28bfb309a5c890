package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Channel;
import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentDraft;
import io.hydrant.model.Hash;
import io.hydrant.model.Merging;
import io.hydrant.model.Origin;
import org.jspecify.annotations.Nullable;

/// Fragments that say whose they are.
final class PersonRows {
  private PersonRows() {}

  /// Two events of somebody with an e-mail address.
  ///
  /// @param mpid null: he has none
  static Fragment of(@Nullable String mpid, String email) {
    Origin origin = new Origin("test", Channel.SERVER_TO_SERVER, null, false, 0);
    FragmentDraft draft = new FragmentDraft(origin, false, 64);
    if (mpid != null) {
      member(draft, "mpid", mpid);
    }
    draft.identityObject();
    int start = put(draft, "\"email\"");
    int value = put(draft, '"' + email + '"');
    draft.identity(start, value);
    return finish(draft, email);
  }

  /// An event of a device.
  static Fragment ofDevice(String idfv) {
    Origin origin = new Origin("test", Channel.SERVER_TO_SERVER, null, false, 0);
    FragmentDraft draft = new FragmentDraft(origin, false, 64);
    member(draft, "device_info", "{\"brand\":\"x\",\"ios_idfv\":\"" + idfv + "\"}");
    return finish(draft, "");
  }

  /// An event of somebody who came with an array of identities.
  static Fragment ofList(String list) {
    Origin origin = new Origin("test", Channel.SERVER_TO_SERVER, null, false, 0);
    FragmentDraft draft = new FragmentDraft(origin, false, 64);
    draft.identityList(put(draft, list));
    return finish(draft, "");
  }

  private static void member(FragmentDraft draft, String name, String json) {
    int start = put(draft, '"' + name + "\":");
    int value = put(draft, json);
    draft.member(Merging.LATEST, start, value);
  }

  /// Long enough to be compressed.
  private static Fragment finish(FragmentDraft draft, String says) {
    for (int position = 0; position < 2; position++) {
      int start = put(draft, "{\"of\":\"" + says + "\",\"much\":\"" + "x".repeat(600) + "\"}");
      draft.event(start, position, -1, -1, -1);
    }
    return draft.finish(1, Bytes.EMPTY);
  }

  private static int put(FragmentDraft draft, String text) {
    int start = draft.content().length();
    draft.content().put(Bytes.utf8(text).toArray());
    return start;
  }

  static Row row(long sequence, Row.Kind kind, Bytes payload) {
    WaitingKey key = new WaitingKey(1, 1, new Hash(5, 5), sequence, 0);
    return RowValue.row(key, RowValue.of(kind, 1, payload).bytes());
  }
}
