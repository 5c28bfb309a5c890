package io.hydrant.preview;

/// Something of a batch that does not leave as it came, and why.
///
/// @param place where it stood
/// @param cause what did it
public record Remark(Place place, Cause cause) {

  /// A place in what was asked about.
  ///
  /// @param batch counted from 0 over all that was given; [#NONE]: it is about every message
  /// @param event counted from 0 in its batch; [#NONE]: it is about no event alone
  /// @param eventType of that event, as it came; else empty
  /// @param path of a member within its batch, or within the message; empty: the batch or event as
  ///   a whole
  public record Place(int batch, int event, String eventType, String path) {
    /// No such number.
    public static final int NONE = -1;
  }

  /// What did it.
  public sealed interface Cause {

    /// A setting.
    ///
    /// @param key in the configuration file
    record Setting(String key) implements Cause {}

    /// It is always so.
    ///
    /// @param why in words that follow the name of the place
    record Always(String why) implements Cause {}
  }
}
