package io.hydrant.pages;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What *Live stream* is asked to show.
///
/// @param connections that there are, by name
/// @param filters those that say something
public record LiveView(List<String> connections, Map<String, String> filters) {
  public LiveView {
    connections = List.copyOf(connections);
    filters = Map.copyOf(filters);
  }

  /// What a filter says; empty when it says nothing.
  public String asked(String filter) {
    return filters.getOrDefault(filter, "");
  }

  /// The filters as a query.
  public String query() {
    return new TreeMap<>(filters)
        .entrySet().stream()
            .map(filter -> filter.getKey() + "=" + Words.encoded(filter.getValue()))
            .collect(Collectors.joining("&"));
  }
}
