package io.hydrant.settings;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every key there is: what the parser accepts, the reference explains and the schema completes.
final class Definitions {
  static final List<Setting<?>> ALL =
      Stream.of(
              ServiceSettings.ALL,
              DoorSettings.ALL,
              InputSettings.ALL,
              LimitSettings.ALL,
              OutputSettings.ALL,
              ConnectionSettings.ALL,
              PackingSettings.ALL,
              EventSettings.ALL,
              AudienceSettings.ALL)
          .flatMap(List::stream)
          .toList();

  private Definitions() {}

  /// The keys of a section, in the order of the reference.
  static List<Setting<?>> of(Section section) {
    return ALL.stream().filter(setting -> setting.section() == section).toList();
  }

  static @Nullable Setting<?> find(Section section, String key) {
    return first(of(section), key);
  }

  /// A key of this name in any section.
  static @Nullable Setting<?> anywhere(String key) {
    return first(ALL, key);
  }

  /// The default of a setting that has one.
  static <T> T standard(Setting<T> setting) {
    if (setting.words().standard() instanceof Setting.Standard.Is is) {
      return standard(setting, is);
    }
    throw new IllegalArgumentException("no default: " + setting.path());
  }

  /// The value of a default, read as if it had been written.
  static <T> T standard(Setting<T> setting, Setting.Standard.Is is) {
    Problems problems = new Problems("default");
    T value = setting.shape().read(Value.standard(is.yaml(), setting.path(), problems));
    if (value == null || !problems.none()) {
      throw new IllegalStateException("default: " + problems.inOrder());
    }
    return value;
  }

  private static @Nullable Setting<?> first(List<Setting<?>> settings, String key) {
    for (Setting<?> setting : settings) {
      if (setting.key().equals(key)) {
        return setting;
      }
    }
    return null;
  }
}
