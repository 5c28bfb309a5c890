package io.hydrant.pages;

import java.util.List;

/// All of *Flow*.
///
/// @param connections in the order of the configuration; former ones behind
/// @param disk how long it lasts
public record FlowOverview(List<FlowView> connections, Disk disk) {
  public FlowOverview {
    connections = List.copyOf(connections);
  }
}
