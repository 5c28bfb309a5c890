package io.hydrant.settings;

/// Somebody who logs in to the console.
///
/// @param isOperator whether he may act and see content; else he looks, and content is masked
/// @param password its hash, as `hydrant key password` prints it
public record User(String name, boolean isOperator, Secret password) {}
