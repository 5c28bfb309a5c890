package io.hydrant.console;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.Sha256;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Who did what at the console, one JSON object a line, only ever appended to: an entry is on disk
/// before what it says is done, and what cannot be written here is not done. Each line carries a
/// hash of itself and the line before, so that one that is changed or taken out is found; of lines
/// taken off the end nothing here knows. Safe for many threads.
public final class AuditLog implements AutoCloseable {
  /// Its file in the data directory.
  public static final String FILE = "audit.log";

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Pattern LINE =
      Pattern.compile("(\\{.*),\"chain\":\"([0-9a-f]{64})\"}", Pattern.DOTALL);

  private static final int WHAT_CHARACTERS_MAX = 500;
  private static final String BEGINNING = "0".repeat(64);

  private final FileChannel channel;
  private final Clock clock;
  private String chain;

  private AuditLog(FileChannel channel, Clock clock, String chain) {
    this.channel = channel;
    this.clock = clock;
    this.chain = chain;
  }

  /// Opens the one of a data directory. A line that a crash broke off was answered to nobody, and
  /// goes.
  ///
  /// @throws IOException when it cannot be read or written
  public static AuditLog open(Path data, Clock clock) throws IOException {
    Path file = data.resolve(FILE);
    String text = Files.exists(file) ? Files.readString(file) : "";
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    String last = whole.isEmpty() ? "" : whole.stripTrailing();
    Matcher line = LINE.matcher(last.substring(last.lastIndexOf('\n') + 1));
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
    channel.position(channel.size());
    return new AuditLog(channel, clock, line.matches() ? line.group(2) : BEGINNING);
  }

  /// Writes an entry; it is on disk when this returns.
  ///
  /// @param who a name, or what stands for one
  /// @param deed the path of what he asks for
  /// @param what he means, in his words
  /// @param request its id
  public synchronized void record(String who, String deed, String what, String request)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("time", Instant.ofEpochMilli(clock.millis()).toString());
      json.writeStringProperty("who", who);
      json.writeStringProperty("deed", deed);
      json.writeStringProperty(
          "what", what.substring(0, Math.min(what.length(), WHAT_CHARACTERS_MAX)));
      json.writeStringProperty("request", request);
      json.writeEndObject();
    }
    String entry = text.toString().replaceFirst("}$", "");
    String next = chained(chain, entry);
    String line = entry + ",\"chain\":\"" + next + "\"}\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
    chain = next;
  }

  private static String chained(String before, String entry) {
    return HexFormat.of()
        .formatHex(Sha256.of((before + "\n" + entry).getBytes(StandardCharsets.UTF_8)));
  }

  /// What a look at a file comes to.
  ///
  /// @param entries that are as they were written
  /// @param wrongLine the first that is not, from 1; 0: there is none
  public record Verified(int entries, int wrongLine) {}

  /// Checks a file, from its beginning.
  public static Verified verify(Path file) throws IOException {
    String before = BEGINNING;
    int entries = 0;
    for (String line : Files.readString(file).lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()
          || !isJson(line)
          || !matcher.group(2).equals(chained(before, matcher.group(1)))) {
        return new Verified(entries, entries + 1);
      }
      before = matcher.group(2);
      entries++;
    }
    return new Verified(entries, 0);
  }

  private static boolean isJson(String line) {
    try {
      JsonIndex entry = JsonIndex.of(line.getBytes(StandardCharsets.UTF_8));
      return entry.find(0, JsonName.of("who")) != JsonIndex.NONE;
    } catch (InvalidJsonException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
