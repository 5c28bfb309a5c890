package io.hydrant.select;

/// What holds whatever the settings say.
///
/// Source: mParticle's JSON reference.
public enum Rule {
  ONLY_INPUT("is only ever input"),
  SERVER_SAYS("is for the server to say"),
  NO_VALUE("has no value"),
  CUSTOMER_ID("customer_id says it"),
  DOCUMENTED_FORM("leaves in the documented form"),
  NUMBER("leaves as a number");

  private final String words;

  Rule(String words) {
    this.words = words;
  }

  /// Behind the name of a member, for people.
  public String words() {
    return words;
  }
}
