package io.hydrant.settings;

/// Which environments a connection forwards (`environment`).
public enum EnvironmentFilter {
  ALL,
  PRODUCTION,
  DEVELOPMENT
}
