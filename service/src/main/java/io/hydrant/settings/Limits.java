package io.hydrant.settings;

/// What an input takes at most.
///
/// Source: mParticle's service limits. [Integer#MAX_VALUE] is no limit (`limits: off`).
///
/// @param nameCharacters of event names, attribute names and user attribute names, in UTF-16 units;
///   longer ones are cut
public record Limits(
    Requests requests, Attributes attributes, UserAttributes userAttributes, int nameCharacters) {
  public Limits {
    positive("nameCharacters", nameCharacters);
  }

  /// Of a request.
  ///
  /// @param requestBytes of a request, decompressed
  /// @param batchBytes of a batch in a bulk request
  /// @param batches in a bulk request
  public record Requests(int requestBytes, int batchBytes, int batches) {
    public Requests {
      positive("requestBytes", requestBytes);
      positive("batchBytes", batchBytes);
      positive("batches", batches);
    }
  }

  /// Of an event's `custom_attributes`.
  ///
  /// @param count of attributes
  /// @param valueCharacters of a value
  public record Attributes(int count, int valueCharacters) {
    public Attributes {
      positive("count", count);
      positive("valueCharacters", valueCharacters);
    }
  }

  /// Of a batch's `user_attributes`.
  ///
  /// @param count of attributes
  /// @param valueCharacters of a value
  /// @param listEntries of a value that is a list
  /// @param listEntryCharacters of one of them
  public record UserAttributes(
      int count, int valueCharacters, int listEntries, int listEntryCharacters) {
    public UserAttributes {
      positive("count", count);
      positive("valueCharacters", valueCharacters);
      positive("listEntries", listEntries);
      positive("listEntryCharacters", listEntryCharacters);
    }
  }

  /// `limits: off`: none but that of the request.
  static Limits off(int requestBytes) {
    int none = Integer.MAX_VALUE;
    return new Limits(
        new Requests(requestBytes, none, none),
        new Attributes(none, none),
        new UserAttributes(none, none, none, none),
        none);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value);
    }
  }
}
