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
    /// To be sent again.
    AGAIN,
    /// Back on disk, in a row of its own.
    PUT_BACK
  }

  private final Parcel parcel;
  private final Message message;
  private final int position;
  private State state = State.READY;
  private int attempts;

  /// @param position among the parcel's messages
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

  /// How often it was sent in vain since it was read.
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

  void again() {
    state = State.AGAIN;
    attempts++;
  }

  void putBack() {
    state = State.PUT_BACK;
  }

  void ready() {
    state = State.READY;
  }
}
