package io.hydrant.store;

import java.io.IOException;

/// The contract on the model that forgets.
final class ModelRejectTest extends RejectContract {
  private final ModelDisk disk = new ModelDisk();

  @Override
  Tables openTables() throws IOException {
    disk.crash();
    return disk.opener().open();
  }
}
