package io.hydrant.collect;

import io.hydrant.model.Bytes;
import io.hydrant.model.Origin;
import io.hydrant.settings.Limits;

/// A path of mParticle's Events API, and how the bodies that come there are read.
///
/// Source: mParticle's HTTP API page.
enum EventsPath {
  EVENTS("/v2/events") {
    @Override
    Reading read(Bytes body, Origin origin, Limits limits) {
      return BatchReader.one(body.array(), body.length(), origin, limits);
    }
  },
  BULK("/v2/bulkevents"),
  HISTORICAL("/v2/bulkevents/historical");

  private final String path;

  EventsPath(String path) {
    this.path = path;
  }

  boolean isAt(String asked) {
    return path.equals(asked);
  }

  Reading read(Bytes body, Origin origin, Limits limits) {
    return BatchReader.bulk(body.array(), body.length(), origin, limits);
  }

  boolean isHistorical() {
    return this == HISTORICAL;
  }

  /// As it stands in a URL.
  @Override
  public String toString() {
    return path;
  }
}
