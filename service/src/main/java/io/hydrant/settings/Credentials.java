package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// Who Hydrant is to AWS, before it takes a role.
public sealed interface Credentials {

  /// Whatever the AWS default provider chain finds.
  record DefaultChain() implements Credentials {}

  /// A profile of the AWS configuration files.
  record Profile(String name) implements Credentials {
    public Profile {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("profile is empty");
      }
    }
  }

  /// Access keys.
  ///
  /// @param sessionToken of temporary keys; null for lasting ones
  record AccessKeys(Secret accessKeyId, Secret secretAccessKey, @Nullable Secret sessionToken)
      implements Credentials {}
}
