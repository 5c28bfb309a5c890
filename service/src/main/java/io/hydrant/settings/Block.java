package io.hydrant.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Keys and values of one section, every key of which is known, written once, supported, and there
/// if required; what is not was reported.
final class Block {
  private static final int LISTED_KEYS_MAX = 10;
  private static final String KEY_FORM = "[A-Za-z0-9_.-]{1,64}";
  private static final String WORD_FORM = "<<|[A-Za-z_.-]{1,40}";

  private final Value value;
  private final Section section;
  private final Map<String, Value> entries = new LinkedHashMap<>();

  private Block(Value value, Section section) {
    this.value = value;
    this.section = section;
  }

  static @Nullable Block read(Value value, Section section) {
    if (!(value.node() instanceof MappingNode mapping)) {
      return value.refuse("expected keys and values, got " + value.got());
    }
    Block block = new Block(value, section);
    for (NodeTuple pair : mapping.getValue()) {
      block.take(pair);
    }
    for (Setting<?> setting : Definitions.of(section)) {
      block.demand(setting);
    }
    return block;
  }

  /// Some content keys of a section: what is required is not asked for.
  static @Nullable Block ofContent(Value value, Section section) {
    if (!(value.node() instanceof MappingNode mapping)) {
      return value.refuse("expected keys and values, got " + value.got());
    }
    Block block = new Block(value, section);
    for (NodeTuple pair : mapping.getValue()) {
      block.take(pair);
    }
    for (Setting<?> setting : Definitions.of(section)) {
      if (block.has(setting) && setting.role() != Role.CONTENT) {
        block.at(setting).refuse("changes no message, only where and how it is sent");
      }
    }
    return block;
  }

  /// One in which nothing is written; what is required is not asked for.
  static Block empty(Section section) {
    return new Block(Value.standard("{}", section.path(), new Problems("default")), section);
  }

  /// What the file says, or the default; null when it is unset or was refused.
  <T> @Nullable T find(Setting<T> setting) {
    Value written = entries.get(setting.key());
    if (written != null) {
      return setting.shape().read(written);
    }
    return setting.words().standard() instanceof Setting.Standard.Is is
        ? Definitions.standard(setting, is)
        : null;
  }

  /// What the file says, or the default, also when it was refused: reading goes on either way.
  <T> T get(Setting<T> setting) {
    T found = find(setting);
    return found == null ? Definitions.standard(setting) : found;
  }

  boolean has(Setting<?> setting) {
    return entries.containsKey(setting.key());
  }

  /// The place of a key, which is the block's when it is not written; problems there name the key.
  Value named(Setting<?> setting) {
    Value written = entries.get(setting.key());
    return written != null ? written : new Value(value.source(), value.node(), path(setting.key()));
  }

  /// The place of a key that is written, else of the block.
  Value at(Setting<?> setting) {
    return entries.getOrDefault(setting.key(), value);
  }

  private void take(NodeTuple pair) {
    if (!(pair.getKeyNode() instanceof ScalarNode keyNode)) {
      new Value(value.source(), pair.getKeyNode(), value.path()).refuse("expected a key");
      return;
    }
    String key = keyNode.getValue();
    Setting<?> setting = Definitions.find(section, key);
    String shown = setting == null ? shown(key) : key;
    Value named = new Value(value.source(), keyNode, path(shown));
    if (setting == null) {
      named.refuse(unknown(key));
    } else if (entries.containsKey(key)) {
      named.refuse("is written twice");
    } else {
      entries.put(key, new Value(value.source(), pair.getValueNode(), path(key)));
    }
  }

  private void demand(Setting<?> setting) {
    boolean required = setting.words().standard() instanceof Setting.Standard.Required;
    if (required && !has(setting)) {
      named(setting)
          .refuse("is missing; write " + setting.key() + ": " + setting.words().example());
    }
  }

  private String path(String key) {
    return value.path().isEmpty() ? key : value.path() + "." + key;
  }

  private String unknown(String key) {
    if (key.equals("<<")) {
      return "merging is not supported; write the keys out, or use an alias for a whole value";
    }
    if (!key.matches(KEY_FORM)) {
      return "unknown key; is there a space missing after a colon?";
    }
    List<String> known = known();
    String nearest = Nearest.question(key, known);
    if (!nearest.isEmpty()) {
      return "unknown key" + nearest;
    }
    Setting<?> elsewhere = Definitions.anywhere(key);
    if (elsewhere != null) {
      return "unknown key here; it belongs to " + elsewhere.path();
    }
    return known.size() > LISTED_KEYS_MAX
        ? "unknown key; docs/configuration.md lists those of " + section.path()
        : "unknown key; there are " + String.join(", ", known);
  }

  private List<String> known() {
    List<String> known = new ArrayList<>();
    Definitions.of(section).forEach(setting -> known.add(setting.key()));
    return known;
  }

  /// What is no key may hold a value, and so a secret: only what reads as a word is shown, or as a
  /// word of ours with something run into it (`secret:hunter2`).
  private String shown(String key) {
    if (key.matches(WORD_FORM) || Nearest.to(key, known()).isPresent()) {
      return key;
    }
    String word = key.replaceFirst("(?s)[^A-Za-z].*", "");
    return Definitions.anywhere(word) == null ? "…" : word + "…";
  }

  /// A block under a key.
  record One(Section section) implements Shape<Block> {

    @Override
    public @Nullable Block read(Value value) {
      return Block.read(value, section);
    }

    @Override
    public String words() {
      return "keys and values";
    }
  }

  /// A list of blocks.
  record Many(Section section) implements Shape<List<Block>> {

    @Override
    public @Nullable List<Block> read(Value value) {
      List<Value> items = value.items(words());
      if (items == null) {
        return null;
      }
      List<Block> blocks = new ArrayList<>();
      for (Value item : items) {
        Block block = Block.read(item, section);
        if (block != null) {
          blocks.add(block);
        }
      }
      return blocks;
    }

    @Override
    public String words() {
      return "a list, each item with keys and values";
    }
  }
}
