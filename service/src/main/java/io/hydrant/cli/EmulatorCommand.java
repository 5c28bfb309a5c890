package io.hydrant.cli;

import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.emulator.Fault;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `emulator`: an Amazon Data Firehose on this machine, alone.
@Command(
    name = "emulator",
    mixinStandardHelpOptions = true,
    description = "Run the Firehose emulator alone.",
    footer = {
      "",
      "What a stream took: GET /_emulator/streams/NAME/records?from=0",
      "Misfortunes by script or, while it runs, by POST /_emulator/faults: docs/emulator.md",
      "",
      "Examples:",
      "  hydrant emulator --stream my-stream",
      "  hydrant emulator --port 4573 --stream a --stream b --dir ./taken",
      "  hydrant emulator --stream my-stream --script faults.yaml",
      "",
      "where faults.yaml may say: one call in twenty is kept, and its answer lost",
      "  - {misfortune: reset, moment: after, share: 0.05}"
    })
final class EmulatorCommand implements Callable<Integer> {
  private final World world;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "4573",
      description = "Where it listens on 127.0.0.1; 0 for any free port (default: 4573).")
  private int port;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "A delivery stream that is there from the start; may be given several times.")
  private List<String> streams = List.of();

  @Option(
      names = "--dir",
      paramLabel = "D",
      description = "Where what it takes is also written, and read again at the start.")
  private @Nullable Path directory;

  @Option(
      names = "--count-only",
      description = "Check and count what it takes, and keep none of it: for long runs.")
  private boolean countOnly;

  @Option(
      names = "--memory",
      paramLabel = "M",
      defaultValue = "512",
      description = "MiB for what it takes; beyond it calls get 507 (default: 512).")
  private int memory;

  @Option(
      names = "--script",
      paramLabel = "F",
      description = "Misfortunes to come, YAML or JSON: what befalls which calls.")
  private @Nullable Path script;

  EmulatorCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws Exception {
    return Ending.run(this::run);
  }

  private int run(Ending ending) throws InterruptedException {
    List<Fault> faults = script == null ? List.of() : faults(script);
    EmulatorOptions.Builder options =
        EmulatorOptions.builder()
            .port(port)
            .directory(directory)
            .countOnly(countOnly)
            .storedBytesMax((long) memory << 20)
            .clock(world.clock());
    streams.forEach(options::stream);
    try (Emulator emulator = start(options.build())) {
      faults.forEach(emulator::script);
      PrintStream out = world.output().out();
      out.printf("Firehose emulator on %s, region us-east-1%n", emulator.endpoint());
      out.printf("  accessKeyId: %s%n", AccessKey.LOCAL.id());
      out.printf("  secretAccessKey: %s%n", AccessKey.LOCAL.secret());
      return ending.await();
    }
  }

  private static Emulator start(EmulatorOptions options) {
    try {
      return Emulator.start(options);
    } catch (IllegalStateException e) {
      throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static List<Fault> faults(Path script) {
    try {
      return Fault.parse(Files.readString(script), script.toString());
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, script + " cannot be read");
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }
}
