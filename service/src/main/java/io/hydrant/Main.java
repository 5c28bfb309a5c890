package io.hydrant;

import io.hydrant.cli.Commands;
import io.hydrant.cli.World;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Names;
import io.hydrant.platform.Version;
import java.io.Console;

/// Where the process begins.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
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
