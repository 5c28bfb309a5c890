package io.hydrant.cli;

import io.hydrant.console.Token;
import io.hydrant.http.TlsIdentity;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Listener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Which running service is asked: the one of the configuration file on this machine, or another by
/// its address.
final class ServiceOption {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String STANDARD_URL = "http://127.0.0.1:8090";
  private static final JsonName ERRORS = JsonName.of("errors");
  private static final JsonName MESSAGE = JsonName.of("message");
  private static final int DONE = 200;
  private static final int NOT_ALLOWED = 401;

  /// What was asked for is not there, or cannot be.
  private static final Set<Integer> SAYS_WHY = Set.of(400, 404, 409);

  @Mixin private final ConfigurationOption configuration = new ConfigurationOption();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The console of the service (default: what the configuration says, or "
              + STANDARD_URL
              + ").")
  private @Nullable URI url;

  @Option(
      names = "--token",
      paramLabel = "FILE",
      description =
          "The file with its token (default: "
              + Token.FILE
              + " in the data directory that the configuration names).")
  private @Nullable Path token;

  /// Asks for what lies at `path`.
  JsonIndex get(World world, String path, Duration patience) throws InterruptedException {
    Console console = console(world);
    return ask(console, request(world, console, path, patience));
  }

  /// The same, for what need not be JSON.
  String text(World world, String path, Duration patience) throws InterruptedException {
    Console console = console(world);
    try (HttpClient client = client(console)) {
      HttpResponse<byte[]> response =
          client.send(request(world, console, path, patience).build(), BodyHandlers.ofByteArray());
      if (response.statusCode() != DONE) {
        answered(console.at(), response.statusCode(), response.body());
      }
      return new String(response.body(), StandardCharsets.UTF_8);
    } catch (IOException | IllegalArgumentException e) {
      throw unreachable(console.at(), e);
    }
  }

  private HttpRequest.Builder request(
      World world, Console console, String path, Duration patience) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(console.at(), path)).timeout(patience);
    if (token != null || hasOwnToken(world)) {
      request.header("Authorization", "Bearer " + token(world));
    }
    return request;
  }

  /// Orders something; a refusal is a failure that says why.
  ///
  /// @return what is said of it
  JsonIndex order(World world, String path, String json) throws InterruptedException {
    Console console = console(world);
    return ask(
        console,
        HttpRequest.newBuilder(at(console.at(), path))
            .timeout(Duration.ofMinutes(1))
            .header("Authorization", "Bearer " + token(world))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /// Prints the objects of a list, each as it came, on a line of its own.
  static void printLines(World world, JsonIndex answer, int list) {
    for (int each = answer.first(list); each != JsonIndex.NONE; each = answer.next(each)) {
      world.output().out().println(answer.raw(each));
    }
  }

  /// An order's members: names, each followed by its value, a text, a whole number, or true or
  /// false.
  static String json(Object... members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator order = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      order.writeStartObject();
      for (int i = 0; i < members.length; i += 2) {
        String name = String.valueOf(members[i]);
        if (members[i + 1] instanceof Boolean flag) {
          order.writeBooleanProperty(name, flag);
        } else if (members[i + 1] instanceof Long number) {
          order.writeNumberProperty(name, number);
        } else {
          order.writeStringProperty(name, String.valueOf(members[i + 1]));
        }
      }
      order.writeEndObject();
    }
    return text.toString();
  }

  private static URI at(URI console, String path) {
    try {
      return console.resolve(path);
    } catch (IllegalArgumentException e) {
      throw unreachable(console, "that is no address");
    }
  }

  /// The console that is asked.
  ///
  /// @param identity that it must show; null: any that this machine trusts for its name
  private record Console(URI at, @Nullable TlsIdentity identity) {}

  private Console console(World world) {
    if (url != null) {
      return new Console(url, null);
    }
    if (!Files.exists(configuration.file())) {
      return new Console(URI.create(STANDARD_URL), null);
    }
    Listener console = configuration.load(world.environment()).access().console();
    return new Console(URI.create(console.fromHere().toString()), console.identity());
  }

  /// Whether the token of the service that the configuration names can be read; it is nobody
  /// else's.
  private boolean hasOwnToken(World world) {
    return url == null && Files.exists(configuration.file()) && Files.isReadable(tokenFile(world));
  }

  /// The configuration of the service; null when another is asked, or there is none.
  @Nullable Configuration settings(World world) {
    return url == null && Files.exists(configuration.file())
        ? configuration.load(world.environment())
        : null;
  }

  /// The data directory of the service that the configuration names; null as for [#settings].
  @Nullable Path data(World world) {
    Configuration settings = settings(world);
    return settings == null ? null : settings.storage().data();
  }

  private Path tokenFile(World world) {
    return token != null
        ? token
        : configuration.load(world.environment()).storage().data().resolve(Token.FILE);
  }

  private String token(World world) {
    Path file = tokenFile(world);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.CANNOT_REACH,
          file + " cannot be read: is the service running, and is this user its? (--token)");
    }
  }

  private static HttpClient client(Console console) {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
    TlsIdentity identity = console.identity();
    if (identity != null) {
      client.sslContext(PinnedCertificate.trusting(identity.chain().getFirst()));
    }
    return client.build();
  }

  /// Reads what lies at `path` line by line as it comes, until `isMoreWanted` says no.
  ///
  /// @param isWithToken whether it is for whoever has the token only
  void follow(World world, String path, boolean isWithToken, Predicate<String> isMoreWanted)
      throws InterruptedException {
    Console console = console(world);
    HttpRequest.Builder request = HttpRequest.newBuilder(at(console.at(), path));
    if (isWithToken || token != null || hasOwnToken(world)) {
      request.header("Authorization", "Bearer " + token(world));
    }
    try (HttpClient client = client(console)) {
      HttpResponse<InputStream> response =
          client.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != DONE) {
        answered(console.at(), response.statusCode(), response.body().readAllBytes());
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      while (line != null && isMoreWanted.test(line)) {
        line = lines.readLine();
      }
      client.shutdownNow();
      if (line == null) {
        throw unreachable(console.at(), "the service has ended");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unreachable(console.at(), e);
    }
  }

  private static JsonIndex ask(Console console, HttpRequest.Builder request)
      throws InterruptedException {
    try (HttpClient client = client(console)) {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return answered(console.at(), response.statusCode(), response.body());
    } catch (IOException | IllegalArgumentException e) {
      throw unreachable(console.at(), e);
    }
  }

  /// What is said; a refusal is a failure that says why.
  private static JsonIndex answered(URI console, int status, byte[] body) {
    try {
      JsonIndex answer = JsonIndex.of(body);
      int errors = answer.is(0, JsonIndex.Kind.OBJECT) ? answer.find(0, ERRORS) : JsonIndex.NONE;
      if (SAYS_WHY.contains(status) && errors != JsonIndex.NONE) {
        int first = answer.first(errors);
        throw new CommandFailure(ExitCode.FAILED, answer.string(answer.find(first, MESSAGE)));
      }
      if (status == NOT_ALLOWED) {
        throw unreachable(console, "it wants its token, and this is not it (--token)");
      }
      if (status != DONE) {
        throw unreachable(console, "it answers " + status);
      }
      return answer;
    } catch (InvalidJsonException e) {
      throw unreachable(console, "what answers there is no Hydrant");
    }
  }

  private static CommandFailure unreachable(URI console, Exception cause) {
    return unreachable(
        console,
        cause instanceof SSLException
            ? "its certificate is not trusted here: " + cause.getMessage()
            : "is the service running?");
  }

  private static CommandFailure unreachable(URI console, String why) {
    return new CommandFailure(
        ExitCode.CANNOT_REACH, "no answer from " + console + ": " + why + " (--url, --config)");
  }
}
