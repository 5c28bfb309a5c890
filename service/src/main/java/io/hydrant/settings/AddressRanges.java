package io.hydrant.settings;

import io.hydrant.http.AddressRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list of addresses and ranges of addresses.
record AddressRanges() implements Shape<List<AddressRange>> {

  @Override
  public @Nullable List<AddressRange> read(Value value) {
    List<Value> items = value.items(words());
    if (items == null) {
      return null;
    }
    List<AddressRange> ranges = new ArrayList<>();
    for (Value item : items) {
      Scalar scalar = item.text("an address or a range of addresses");
      AddressRange range = scalar == null ? null : AddressRange.of(scalar.text());
      if (range != null) {
        ranges.add(range);
      } else if (scalar != null) {
        item.refuse("expected an address or a range, like 10.0.0.0/8, got " + scalar.shown());
      }
    }
    return ranges.size() == items.size() ? ranges : null;
  }

  @Override
  public String words() {
    return "a list of addresses and ranges, like [10.0.0.0/8]";
  }
}
