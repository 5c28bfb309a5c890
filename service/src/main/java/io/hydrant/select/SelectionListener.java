package io.hydrant.select;

/// Hears why something of a batch does not leave as it came, from the code that sees to it: what a
/// preview says is what delivery does. Nodes are those of the batch's index. [#NONE] costs delivery
/// nothing.
public interface SelectionListener {
  /// Nobody asks.
  SelectionListener NONE = new SelectionListener() {};

  /// The batch is not sent, nor is any event of it that was not left out before.
  ///
  /// @param setting the key of the setting that did it
  default void batchLeftOut(String setting) {}

  /// An event is not sent.
  ///
  /// @param position its place in the batch, from 0
  default void eventLeftOut(int position, String setting) {}

  /// A member of a batch or event is not sent, by a setting.
  default void leftOut(int node, String setting) {}

  /// A member is not sent, whatever the settings.
  default void leftOut(int node, Rule rule) {}

  /// A member is sent in other words.
  default void rewritten(int node, Rule rule) {}
}
