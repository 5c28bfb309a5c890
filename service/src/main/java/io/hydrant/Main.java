package io.hydrant;

import io.hydrant.cli.Commands;
import io.hydrant.cli.World;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Names;
import io.hydrant.platform.Version;
import io.hydrant.store.NativeEngine;
import java.io.Console;
import java.util.Set;

/// Where the process begins.
public final class Main {
  /// The commands that open a store at once.
  private static final Set<String> OPENING = Set.of("serve", "quickstart");

  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length > 0 && OPENING.contains(arguments[0])) {
      NativeEngine.loadAhead();
    }
    Names.lookUpAnew();
    World world =
        new World(
            Version.text(),
            (configuration, onLost) ->
                Service.start(configuration, Clock.system(), Chance.secure(), onLost),
            Clock.system(),
            System.getenv(),
            System.in,
            new World.Output(System.out, System.err, isTerminal()));
    System.exit(Commands.run(world, arguments));
  }

  // JDK 22 to 24 always had a console, 25 has one only where there is a terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
