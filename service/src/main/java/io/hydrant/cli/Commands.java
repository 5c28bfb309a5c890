package io.hydrant.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/// The command line as a whole.
@Command(
    name = "hydrant",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    description = "Customer events to Amazon Data Firehose, self-hosted.",
    footer = {
      "",
      "Examples:",
      "  hydrant quickstart                     see it work, without AWS and without files",
      "  hydrant check --config hydrant.yaml --offline",
      "  hydrant preview --config hydrant.yaml --connection app-events batch.json",
      "  hydrant serve --config hydrant.yaml",
      "  hydrant top                            how it goes with a running service",
      "",
      "hydrant COMMAND --help says more. Exit codes: 0 done, 1 failed, 2 wrong usage,",
      "3 invalid configuration, 4 cannot reach the service."
    })
public final class Commands {
  /// By their names, in the order of the help.
  private static final Map<String, Function<World, Object>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("quickstart", QuickstartCommand::new);
    ALL.put("serve", ServeCommand::new);
    ALL.put("check", CheckCommand::new);
    ALL.put("policy", PolicyCommand::new);
    ALL.put("preview", PreviewCommand::new);
    ALL.put("ledger", LedgerCommand::new);
    ALL.put("connections", ConnectionsCommand::new);
    ALL.put("alerts", AlertsCommand::new);
    ALL.put("tap", TapCommand::new);
    ALL.put("top", TopCommand::new);
    ALL.put("find", FindCommand::new);
    ALL.put("dead", DeadCommand::new);
    ALL.put("drain", DrainCommand::new);
    ALL.put("audit", AuditCommand::new);
    ALL.put("backup", BackupCommand::new);
    ALL.put("restore", RestoreCommand::new);
    ALL.put("store", StoreCommand::new);
    ALL.put("support", SupportCommand::new);
    ALL.put("key", KeyCommand::new);
    ALL.put("compare", CompareCommand::new);
    ALL.put("emulator", EmulatorCommand::new);
  }

  /// Runs a command.
  ///
  /// @return the exit code
  public static int run(World world, String... arguments) {
    Optional<ServeCommand> serve = ServeCommand.plain(world, arguments);
    if (serve.isPresent()) {
      try {
        return serve.get().call();
      } catch (Exception e) {
        return failed(e, world.output().err());
      }
    }
    String first = arguments.length == 0 ? "" : arguments[0];
    Function<World, Object> named = ALL.get(first);
    // The command that is asked for alone, where one is: describing the others takes as long as all
    // else a start does.
    CommandLine line = named == null ? line(world) : line(world, Map.of(first, named));
    return line.execute(arguments);
  }

  /// The command line, for who wants to know what there is.
  static CommandLine line(World world) {
    return line(world, ALL);
  }

  private static CommandLine line(World world, Map<String, Function<World, Object>> commands) {
    CommandLine line = new CommandLine(new Commands());
    commands.values().forEach(command -> line.addSubcommand(command.apply(world)));
    IVersionProvider version = () -> new String[] {"hydrant " + world.version()};
    line.getCommandSpec().versionProvider(version);
    for (CommandLine command : line.getSubcommands().values()) {
      command.getCommandSpec().versionProvider(version);
    }
    boolean coloured = Paint.of(world).isOn();
    return line.setOut(writer(world.output().out()))
        .setErr(writer(world.output().err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(coloured ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((wrong, arguments) -> wrongUsage(wrong))
        .setExecutionExceptionHandler(
            (failure, command, result) -> failed(failure, world.output().err()));
  }

  private Commands() {}

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private static int wrongUsage(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String what = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong usage");
    command.getErr().println("hydrant: " + what + "; see " + name + " --help");
    return ExitCode.WRONG_USAGE;
  }

  private static int failed(Exception failure, PrintStream err) {
    if (failure instanceof CommandFailure known) {
      known.lines().forEach(line -> err.println("hydrant: " + line));
      return known.exitCode();
    }
    err.println("hydrant: " + failure);
    return ExitCode.FAILED;
  }
}
