package io.hydrant.cli;

import io.hydrant.compare.Comparison;
import io.hydrant.compare.Totals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `compare`: what two streams of outgoing messages do not share.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Say what two streams of outgoing messages, A and B, do not share.",
    footer = {
      "",
      "Reads messages as they lie in a bucket: JSON, one a line or one behind another, plain or",
      "gzip; - is standard input. Events are paired by data.source_message_id, without one by what",
      "happened to whom, however each side batched them. Left out are the ids and times of receipt",
      "that each side makes for itself, and what was delivered twice. A null counts as nothing,",
      "but in user_attributes.",
      "",
      "Both streams are laid into temporary files, several times their size (--temp says where),",
      "and about a 128th of the longer one is in memory.",
      "",
      "Exit codes: 0 they say the same, 1 they do not, 2 a stream cannot be read.",
      "",
      "Examples:",
      "  hydrant compare hosted.ndjson hydrant.ndjson",
      "  hydrant compare --ignore unique_id --ignore device_info hosted.ndjson.gz hydrant.ndjson.gz",
      "  cat hosted/* | hydrant compare --json - hydrant.ndjson > differences.ndjson"
    })
final class CompareCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final World world;

  @Option(
      names = "--ignore",
      paramLabel = "MEMBER",
      description =
          "A member that is not compared, with those below it, like unique_id or device_info.name;"
              + " may be given several times.")
  private Set<String> ignored = Set.of();

  @Option(
      names = "--json",
      description = "One JSON object a line for each difference, and the sums at the end.")
  private boolean json;

  @Option(
      names = "--temp",
      paramLabel = "DIR",
      description = "Where temporary files go (default: the system's place for them).")
  private @Nullable Path temp;

  @Parameters(index = "0", paramLabel = "A", description = "A file, or -.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "A file, or -.")
  private String second = "";

  CompareCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException {
    if (first.equals(STANDARD_INPUT) && second.equals(STANDARD_INPUT)) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, "standard input is one stream: name a file");
    }
    Path directory =
        temp == null
            ? Files.createTempDirectory("hydrant-compare-")
            : Files.createTempDirectory(temp, "hydrant-compare-");
    CompareReport report = json ? new CompareReport.Lines(world) : new CompareReport.Summary(world);
    try (InputStream a = open(first);
        InputStream b = open(second)) {
      Totals totals =
          new Comparison(directory, ignored, report)
              .of(new Comparison.Stream(first, a), new Comparison.Stream(second, b));
      report.end(totals);
      return totals.isEqual() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, String.valueOf(e.getMessage()));
    } finally {
      delete(directory);
    }
  }

  private InputStream open(String name) throws IOException {
    try {
      return name.equals(STANDARD_INPUT) ? world.in() : Files.newInputStream(Path.of(name));
    } catch (NoSuchFileException e) {
      throw new IOException(name + ": there is no such file", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> found;
    try (Stream<Path> paths = Files.walk(directory)) {
      found = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : found) {
      Files.delete(path);
    }
  }
}
