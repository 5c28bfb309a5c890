package io.hydrant.store;

/// The store failed and could not be opened again: the process must end, with exit code 75.
public final class StoreLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreLostException(Throwable cause) {
    super("the store failed and could not be opened again: " + cause.getMessage(), cause);
  }
}
