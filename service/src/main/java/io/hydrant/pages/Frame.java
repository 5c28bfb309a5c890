package io.hydrant.pages;

import java.util.List;

/// What stands around every page.
///
/// @param place the page itself
/// @param places those that there are
/// @param version of Hydrant
/// @param alerts how many are open that nobody has acknowledged
/// @param trouble why batches are not accepted now; empty when they are
/// @param now Unix milliseconds
public record Frame(
    Place place, List<Place> places, String version, int alerts, String trouble, long now) {
  public Frame {
    places = List.copyOf(places);
  }
}
