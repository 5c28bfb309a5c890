package io.hydrant.emulator;

/// How a ValidationException names the value that broke a constraint.
public enum ValidationWording {
  /// `Value 'x' at 'y' failed…`, as puts were seen to answer until 2023: the default.
  WITH_VALUE,
  /// `Value at 'y' failed…`, as CreateDeliveryStream was seen to answer in 2026.
  WITHOUT_VALUE
}
