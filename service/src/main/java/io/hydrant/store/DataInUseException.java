package io.hydrant.store;

import java.io.IOException;

/// Another process holds the data directory.
public final class DataInUseException extends IOException {
  private static final long serialVersionUID = 1;

  DataInUseException(String message) {
    super(message);
  }
}
