package io.hydrant.pages;

import io.hydrant.firehose.FirehoseLimits;

/// What Amazon Data Firehose costs, in US dollars.
final class Price {
  /// Source: Amazon Data Firehose pricing, Direct PUT in us-east-1, the first 500 TB of a month.
  static final double PER_BYTE = 0.029 / (1L << 30);

  private static final double MILLION = 1e6;

  private Price() {}

  /// A million records that are billed as so many units.
  static double ofAMillion(int units) {
    return MILLION * units * FirehoseLimits.BILLED_UNIT_BYTES * PER_BYTE;
  }
}
