package io.hydrant.live;

import io.hydrant.model.KeyedHash;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody wants to see of what passes; null is anything.
///
/// @param connection its name
/// @param device the marks of a device, see [About]
/// @param user likewise
/// @param type of events
/// @param request the beginning of a request's id, up to what it brought became known: that, and
///   the messages that carry it
public record Filter(
    @Nullable String connection,
    Set<String> device,
    Set<String> user,
    @Nullable String type,
    @Nullable Stage stage,
    @Nullable String request) {
  /// Everything.
  public static final Filter ALL = new Filter(null, Set.of(), Set.of(), null, null, null);

  public Filter {
    device = Set.copyOf(device);
    user = Set.copyOf(user);
  }

  /// The marks of what a person names a device or a user by: its id, or its mark.
  public static Set<String> marks(@Nullable String id, KeyedHash hash) {
    return id == null ? Set.of() : Set.of(About.mark(hash, id), id.replaceFirst("^#", ""));
  }

  /// Whether anything of this stage and connection can be meant.
  boolean mayMatch(Stage its, String name) {
    return (stage == null || stage == its) && (connection == null || connection.equals(name));
  }

  /// Whether something is what the request brought that is meant.
  boolean isBrought(String by) {
    return by.equals(request) || by.startsWith(request + "-");
  }

  /// Whether it is meant, whatever request brought it.
  boolean matches(Passed passed) {
    return mayMatch(passed.stage(), passed.connection())
        && (type == null || passed.about().types().containsKey(type))
        && isAny(device, passed.about().devices())
        && isAny(user, passed.about().users());
  }

  private static boolean isAny(Set<String> wanted, Set<String> there) {
    return wanted.isEmpty() || wanted.stream().anyMatch(there::contains);
  }
}
