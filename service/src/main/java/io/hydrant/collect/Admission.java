package io.hydrant.collect;

import io.hydrant.settings.Input;

/// Whether a request may come in.
public sealed interface Admission {

  /// It is this input's.
  record Admitted(Input input) implements Admission {}

  /// It does not say whose it is.
  record Anonymous() implements Admission {}

  /// What it says is wrong.
  record Refused() implements Admission {}
}
