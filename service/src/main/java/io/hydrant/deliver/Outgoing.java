package io.hydrant.deliver;

import io.hydrant.model.Message;

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
    /// Back on disk, in a row that is read another time.
    PUT_BACK
  }

  private final Parcel parcel;
  private final Message message;
  private final int position;
  private State state = State.READY;
  private int attempts;

  /// @param position of its event in the parcel's row; 0 when the parcel is one message
  Outgoing(Parcel parcel, Message message, int position) {
    this.parcel = parcel;
    this.message = message;
    this.position = position;
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

  /// How often it was sent in vain while others were taken, since it was read.
  int attempts() {
    return attempts;
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
  ///
  /// @param othersPass whether others of the same call were: only then it may be its own fault
  void again(boolean othersPass) {
    state = State.READY;
    if (othersPass) {
      attempts++;
    }
  }

  void putBack() {
    state = State.PUT_BACK;
  }
}
