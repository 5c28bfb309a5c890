package io.hydrant.cli;

/// Colours, where a person looks and has not asked for none (`NO_COLOR`, see no-color.org).
record Paint(boolean isOn) {
  static Paint of(World world) {
    String none = world.environment().getOrDefault("NO_COLOR", "");
    return new Paint(world.output().isTerminal() && none.isEmpty());
  }

  String bold(String text) {
    return in("1", text);
  }

  String dim(String text) {
    return in("2", text);
  }

  String green(String text) {
    return in("32", text);
  }

  String yellow(String text) {
    return in("33", text);
  }

  String red(String text) {
    return in("31", text);
  }

  private String in(String code, String text) {
    return isOn ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
