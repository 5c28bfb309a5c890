package io.hydrant.pages;

import io.hydrant.store.DeadLetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One dead letter.
///
/// @param documents what was sent or would be; null while nobody has asked for it
public record LetterView(String connection, DeadLetter letter, @Nullable List<String> documents) {}
