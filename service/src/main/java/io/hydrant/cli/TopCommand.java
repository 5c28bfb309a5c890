package io.hydrant.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `top`: the ledger, rates and alerts of a running service, as they change.
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    description = "Show how it goes, again and again: the ledger, rates, states and alerts.",
    footer = {
      "",
      "On a terminal it stays on the screen until q or Ctrl-C; into a pipe or a file it is printed",
      "once each time. Rates are events a second since the time before. Times are UTC.",
      "",
      "Examples:",
      "  hydrant top",
      "  hydrant top --every 10s",
      "  hydrant top --count 1                     once, for a script or a mail"
    })
final class TopCommand implements Callable<Integer> {
  private final World world;

  @Mixin private final ServiceOption service = new ServiceOption();

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = Spans.class,
      description = "How often (default: ${DEFAULT-VALUE}).")
  private Duration every = Duration.ofSeconds(2);

  @Option(names = "--count", paramLabel = "C", description = "End after so many times.")
  private int count;

  TopCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws Exception {
    return Ending.run(this::show);
  }

  private int show(Ending ending) throws InterruptedException {
    Overview overview = new Overview(world, service);
    if (world.output().isTerminal()) {
      Thread.ofVirtual().name("keys").start(() -> readKeys(ending));
    }
    try (Screen screen = Screen.of(world.output())) {
      int shown = 0;
      do {
        List<String> lines = overview.lines(screen.columns());
        screen.show(lines);
        shown++;
      } while ((count == 0 || shown < count) && !ending.isAskedWithin(every));
    }
    return ExitCode.DONE;
  }

  private void readKeys(Ending ending) {
    try {
      int key = world.in().read();
      while (key >= 0 && key != 'q') {
        key = world.in().read();
      }
      if (key == 'q') {
        ending.ask(ExitCode.DONE);
      }
    } catch (IOException e) {
      // Nobody types anything any more: Ctrl-C still ends it.
      PrintStream err = world.output().err();
      err.println("hydrant: keys cannot be read: " + e.getMessage());
    }
  }
}
