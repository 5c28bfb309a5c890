package io.hydrant.model;

/// Sixteen bytes that stand for something personal in a key: a group, a session, a request id.
public record Hash(long high, long low) implements Comparable<Hash> {

  @Override
  public int compareTo(Hash that) {
    int byHigh = Long.compareUnsigned(high, that.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, that.low);
  }
}
