package io.hydrant.cli;

import io.hydrant.model.Bytes;
import io.hydrant.preview.AnswerJson;
import io.hydrant.preview.Preview;
import io.hydrant.preview.Previewed;
import io.hydrant.preview.Question;
import io.hydrant.settings.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `preview`: what a batch would become, without a service, a store or AWS.
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description =
        "Show what a batch would become: every message, and what is left out by which setting.",
    footer = {
      "",
      "Reads one batch, or an array of batches as /v2/bulkevents takes it, and needs no running",
      "service. On a terminal messages are shown indented; into a pipe or a file go their very bytes",
      "and nothing else, and the rest is said on standard error.",
      "",
      "Examples:",
      "  hydrant preview --connection app-events batch.json",
      "  hydrant preview --connection app-events --set sendScreenViews=false batch.json",
      "  hydrant preview --connection app-events batch.json > messages.json",
      "  curl -s https://example.com/batch.json | hydrant preview --connection app-events --json"
    })
final class PreviewCommand implements Callable<Integer> {
  /// More than any request may have.
  private static final int BYTES_MAX = 1 << 20;

  private final World world;

  @Mixin private final ConfigurationOption configuration = new ConfigurationOption();

  @Option(
      names = "--connection",
      paramLabel = "N",
      description = "The connection; may be left out when there is only one.")
  private @Nullable String connection;

  @Option(
      names = "--input",
      paramLabel = "I",
      description = "The input it comes through (default: the first that feeds the connection).")
  private @Nullable String input;

  @Option(names = "--historical", description = "As if posted to the historical endpoint.")
  private boolean historical;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Try another value of a content setting; may be given several times.")
  private List<String> settings = List.of();

  @Option(names = "--json", description = "One JSON object, as POST /api/preview answers.")
  private boolean json;

  @Option(names = "--raw", description = "The messages' very bytes, also on a terminal.")
  private boolean raw;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The batch (default: standard input).")
  private @Nullable Path file;

  PreviewCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    Configuration valid = configuration.load(world.environment());
    StringBuilder tried = new StringBuilder();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new CommandFailure(
            ExitCode.WRONG_USAGE, "--set: expected KEY=VALUE like sendScreenViews=false");
      }
      tried.append(setting, 0, equals).append(": ").append(setting.substring(equals + 1));
      tried.append('\n');
    }
    Question.Post post = Question.Post.of(batch(), historical, null);
    Question question = new Question(connection, input, List.of(post), tried.toString());
    switch (Preview.of(valid, question, world.clock().millis())) {
      case Previewed.Refused refused -> throw new CommandFailure(ExitCode.FAILED, refused.errors());
      case Previewed.Answer answer when json -> world.output().out().println(AnswerJson.of(answer));
      case Previewed.Answer answer -> new PreviewText(world, raw).print(answer);
    }
    return ExitCode.DONE;
  }

  private Bytes batch() {
    String name = file == null ? "standard input" : file.toString();
    try (InputStream in = file == null ? world.in() : Files.newInputStream(file)) {
      if (file == null && world.output().isTerminal()) {
        world.output().err().println("hydrant: a batch is read from standard input");
      }
      return Bytes.of(in.readNBytes(BYTES_MAX));
    } catch (NoSuchFileException e) {
      throw new CommandFailure(ExitCode.FAILED, name + ": there is no such file");
    } catch (AccessDeniedException e) {
      throw new CommandFailure(ExitCode.FAILED, name + ": cannot be read: not allowed");
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, name + ": cannot be read: " + e.getMessage());
    }
  }
}
