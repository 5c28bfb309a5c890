package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// A role that is taken with an output's credentials before anything is sent.
///
/// @param externalId what the role's trust policy asks for; null when it asks for nothing
public record AssumedRole(String arn, @Nullable String externalId) {
  public AssumedRole {
    if (!arn.startsWith("arn:")) {
      throw new IllegalArgumentException("role: " + arn);
    }
  }

  @Override
  public String toString() {
    return "AssumedRole[" + arn + "]";
  }
}
