package io.hydrant.settings;

import java.util.List;

/// Who may look at the console, and under which names it is asked for.
///
/// @param users who log in; none: whoever reaches it looks, and the token acts
/// @param hosts names beside those of this machine
public record Logins(List<User> users, List<String> hosts) {
  public Logins {
    users = List.copyOf(users);
    hosts = List.copyOf(hosts);
  }
}
