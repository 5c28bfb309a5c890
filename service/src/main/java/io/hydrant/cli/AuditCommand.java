package io.hydrant.cli;

import io.hydrant.console.AuditLog;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `audit`: the log of who did what at the console.
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Check the log of who did what at the console.",
    footer = {"", "Example:", "  hydrant audit verify"})
final class AuditCommand {
  private final World world;

  AuditCommand(World world) {
    this.world = world;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Check that no entry was changed or taken out since it was written.",
      footer = {
        "",
        "Exit code 1 when one was. Of entries that were taken off the end the file knows nothing:",
        "compare their number with a copy.",
        "",
        "Examples:",
        "  hydrant audit verify",
        "  hydrant audit verify --file /backup/audit.log"
      })
  int verify(
      @Mixin ConfigurationOption configuration,
      @Option(
              names = "--file",
              paramLabel = "FILE",
              description =
                  "The log (default: "
                      + AuditLog.FILE
                      + " in the data directory that the configuration names).")
          @Nullable Path file) {
    Path log =
        file != null
            ? file
            : configuration.load(world.environment()).storage().data().resolve(AuditLog.FILE);
    try {
      AuditLog.Verified verified = AuditLog.verify(log);
      if (verified.wrongLine() > 0) {
        throw new CommandFailure(
            ExitCode.FAILED,
            log + ":" + verified.wrongLine() + ": was changed, or one before it was taken out");
      }
      world.output().out().println(verified.entries() + " entries, all as they were written");
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, log + " cannot be read");
    }
  }
}
