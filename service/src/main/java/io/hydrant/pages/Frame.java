package io.hydrant.pages;

import io.hydrant.console.SignIn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands around every page.
///
/// @param place the page itself
/// @param places those that there are
/// @param version of Hydrant
/// @param alerts how many are open that nobody has acknowledged
/// @param trouble why batches are not accepted now; empty when they are
/// @param now Unix milliseconds
/// @param visitor who looks; null when nobody is signed in
public record Frame(
    Place place,
    List<Place> places,
    String version,
    int alerts,
    String trouble,
    long now,
    @Nullable SignIn visitor) {
  public Frame {
    places = List.copyOf(places);
  }

  /// Of who looks and may act; null when he may not.
  public @Nullable SignIn signIn() {
    return visitor != null && visitor.isOperator() ? visitor : null;
  }
}
