package io.hydrant.deliver;

import io.hydrant.model.Message;
import io.hydrant.store.DeadCause;
import io.hydrant.store.Tries;
import org.jspecify.annotations.Nullable;

/// One message on its way.
final class Outgoing {

  /// How far it is.
  enum State {
    /// To be sent.
    READY,
    /// In a call without an answer.
    FLYING,
    /// Firehose has it.
    TAKEN,
    /// Given up: a dead letter from the next strike on.
    DEAD,
    /// Back on disk, in a row that is read another time.
    PUT_BACK
  }

  /// Why it was given up.
  record Death(DeadCause cause, String error) {}

  private final Parcel parcel;
  private final Message message;
  private final int position;
  private State state = State.READY;
  private Tries tries;
  private @Nullable Death death;

  /// @param position of its event in the parcel's row; 0 when the parcel is one message
  /// @param tries what was tried with its row before
  Outgoing(Parcel parcel, Message message, int position, Tries tries) {
    this.parcel = parcel;
    this.message = message;
    this.position = position;
    this.tries = tries;
  }

  Parcel parcel() {
    return parcel;
  }

  Message message() {
    return message;
  }

  int position() {
    return position;
  }

  State state() {
    return state;
  }

  boolean isTaken() {
    return state == State.TAKEN;
  }

  /// What was tried with it so far.
  Tries tries() {
    return tries;
  }

  /// What was tried with it before it was read anew, which is more than its row knows.
  void remember(Tries before) {
    tries = before;
  }

  /// Why it was given up; null when it was not.
  @Nullable Death death() {
    return death;
  }

  int bytes() {
    return message.document().length();
  }

  void fly() {
    state = State.FLYING;
  }

  void taken() {
    state = State.TAKEN;
  }

  /// It was not taken.
  void again(Vain vain) {
    state = State.READY;
    tries = tries.again(vain.othersPass(), vain.now(), vain.tried(), vain.error());
  }

  /// It is given up.
  ///
  /// @param error what came of it last: a code and few words, never content
  void dies(DeadCause cause, String error) {
    state = State.DEAD;
    death = new Death(cause, error);
  }

  void putBack() {
    state = State.PUT_BACK;
  }
}
