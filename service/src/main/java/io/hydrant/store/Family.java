package io.hydrant.store;

import java.nio.charset.StandardCharsets;

/// A key space of the store. What lies in each is in `ARCHITECTURE.md`, "Keys make the work".
enum Family {
  /// Store id, secret, store time, names of connections.
  META("default"),
  /// connection · due · group · sequence · n → a row.
  WAITING("waiting"),
  /// connection → the key below which everything is gone.
  HEADS("heads"),
  /// connection · group · session · sequence · n → a fragment of an open session.
  SESSIONS("sessions"),
  /// due · connection · group · session → why, and the sequence that set it.
  SESSION_TIMERS("session_timers"),
  /// connection · time · n → a dead letter.
  DEAD("dead"),
  /// connection → what is being done with its dead letters.
  WORK("work"),
  /// Dedup marks of even periods.
  SEEN_A("seen_a"),
  /// Dedup marks of odd periods.
  SEEN_B("seen_b"),
  /// connection · name → a number of the ledger.
  COUNTERS("counters"),
  /// user → what is known of him.
  MEMBERS("members"),
  /// identity → the MPID of the user who is found by it.
  IDENTITIES("identities"),
  /// audience · user → nothing: he is in it.
  MEMBERS_BY_AUDIENCE("members_by_audience"),
  /// audience → its names, and how many are in it.
  AUDIENCES("audiences"),
  /// erasure → whose rows are to be forgotten, by hashes, and how far that is.
  ERASURES("erasures"),
  /// input · sequence → what an SDK sent and is invalid.
  REJECTED("rejected"),
  /// revision → content settings.
  REVISIONS("revisions"),
  /// resolution · connection · step → an account as it was.
  HISTORY("history"),
  /// connection and type → an alert as it stands.
  ALERTS("alerts");

  private final String text;

  Family(String text) {
    this.text = text;
  }

  /// The column family's name.
  String text() {
    return text;
  }

  /// The column family's name on disk.
  byte[] onDisk() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
