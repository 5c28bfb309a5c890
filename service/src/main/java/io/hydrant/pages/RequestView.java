package io.hydrant.pages;

import io.hydrant.console.Request;
import org.jspecify.annotations.Nullable;

/// What became of what a request brought.
///
/// @param id as somebody typed it
/// @param found null when there is none of this id
public record RequestView(String id, @Nullable Request found) {}
