package io.hydrant.membership;

import io.hydrant.audience.AudienceRoute;
import io.hydrant.audience.DeletionLoop;
import io.hydrant.collect.Asked;
import io.hydrant.collect.Branches;
import io.hydrant.collect.Events;
import io.hydrant.collect.Inlets;
import io.hydrant.collect.Request;
import io.hydrant.collect.Resource;
import io.hydrant.collect.Visit;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.group.Grouper;
import io.hydrant.http.Reply;
import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.platform.Chance;
import io.hydrant.platform.VirtualClock;
import io.hydrant.settings.AudienceContent;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Loaded;
import io.hydrant.store.Audience;
import io.hydrant.store.Enrolled;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.ModelDisk;
import io.hydrant.store.Outcome;
import io.hydrant.store.Row;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import io.hydrant.vectors.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The doors before a store in memory, without sockets and threads: what waits there is what would
/// be sent.
public final class AudienceRig {
  private static final int ROWS = 100_000;

  private final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  private final ModelDisk disk = new ModelDisk();
  private final Configuration configuration;
  private Store store;
  private DeletionLoop deletions;
  private List<Resource.Site> sites = List.of();
  private List<Branches.AudienceBranch> branches = List.of();
  private @Nullable Inlets inlets;
  private boolean areDeletionsHeld;

  /// @param settings of each connection, in YAML's flow form, each setting behind a comma
  public AudienceRig(List<String> settings) throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            "inputs: [{ name: a, key: k, secret: s, audiences: true }]\nconnections:\n");
    for (int i = 0; i < settings.size(); i++) {
      yaml.append("  - { name: c%d, type: audience, deliveryStreamName: s".formatted(i));
      yaml.append(settings.get(i)).append(" }\n");
    }
    Path here = Path.of("");
    this.configuration =
        switch (ConfigurationFile.parse(yaml.toString(), "test.yaml", here, Map.of())) {
          case Loaded.Accepted accepted -> accepted.configuration();
          case Loaded.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    this.store = opened();
    this.deletions = connect();
  }

  private Store opened() throws IOException {
    return disk.store(clock, Chance.of(new SplittableRandom(4)));
  }

  private DeletionLoop connect() throws IOException {
    Map<String, Bytes> contents = new LinkedHashMap<>();
    configuration.connections().forEach(each -> contents.put(each.name(), Bytes.utf8("x")));
    List<@Nullable Map<String, Enrolled>> answers = new ArrayList<>();
    store.enroll(contents, answers::add);
    store.step();
    Map<String, Enrolled> enrolled = Objects.requireNonNull(answers.getFirst());
    branches = new ArrayList<>();
    for (Connection connection : configuration.connections()) {
      int number = Objects.requireNonNull(enrolled.get(connection.name())).connection();
      AudienceContent content = (AudienceContent) connection.content();
      AudienceRoute route = new AudienceRoute(number, content, false);
      branches.add(new Branches.AudienceBranch(connection.name(), route, null));
    }
    Branches all =
        new Branches(
            Map.of("a", new Branches.Fed(List.of(), branches)),
            branches,
            new Grouper(store.hash(), FirehoseLimits.RECORD_BYTES_MAX),
            store::heldBytes);
    inlets = new Inlets(configuration.inputs(), all, clock, null);
    sites = List.of(Events.site(store, clock), new AudienceDoor(store, clock));
    return new DeletionLoop(store.audiences(), clock, all::audienceRoutes, () -> {});
  }

  /// Receipt of the next request, Unix milliseconds.
  public long nextMillis() {
    return clock.millis() + 1;
  }

  /// The process dies and starts again.
  public void restart() throws IOException {
    store.close();
    store = opened();
    deletions = connect();
  }

  /// Deletions wait for [#stepDeletions] from now on; else they are done before an answer.
  void holdDeletions() {
    areDeletionsHeld = true;
  }

  /// What is answered once all is durable.
  public Reply ask(String method, String path, String body) throws IOException {
    clock.advance(Duration.ofMillis(1));
    Inlets now = Objects.requireNonNull(inlets);
    Request request = new Request(method, path, null, name -> null);
    Visit visit = new Visit(request, "id", now, configuration.inputs().getFirst());
    for (Resource.Site site : sites) {
      Resource resource = site.at(path);
      if (resource != null) {
        return settled(resource.ask(visit, Bytes.utf8(body)));
      }
    }
    throw new IllegalArgumentException("nothing is at " + path);
  }

  private Reply settled(Asked asked) throws IOException {
    return switch (asked) {
      case Asked.Answered(Reply reply) -> reply;
      case Asked.Ordering _ -> throw new IllegalStateException("nobody is forgotten here");
      case Asked.Bringing bringing -> {
        List<Outcome> outcomes = new ArrayList<>();
        store.submit(new Submission(bringing.parts().get(), outcomes::add));
        store.step();
        if (!(outcomes.getFirst() instanceof Outcome.Kept)) {
          throw new IllegalStateException("not kept");
        }
        while (!areDeletionsHeld
            && store.audiences().all().stream().anyMatch(Audience::isDeleted)) {
          stepDeletions();
        }
        yield bringing.kept().get();
      }
    };
  }

  /// One step of what is being deleted.
  void stepDeletions() throws IOException {
    deletions.step();
    store.step();
  }

  /// What waits for a connection: each user's messages, in their order; those of a deletion alone.
  public List<List<Object>> byUser(int place) throws IOException {
    int connection = branches.get(place).connection();
    store.read(store.opening(connection).head(), ROWS, Long.MAX_VALUE);
    clock.advance(Duration.ofSeconds(1));
    store.step();
    Map<Hash, List<Object>> byUser = new LinkedHashMap<>();
    for (Row row : store.read(store.opening(connection).head(), ROWS, Long.MAX_VALUE).rows()) {
      String text = AudienceMessage.of(row.payload()).document().text();
      byUser
          .computeIfAbsent(row.key().group(), user -> new ArrayList<>())
          .add(Objects.requireNonNull(JsonTree.of(text)));
    }
    return List.copyOf(byUser.values());
  }

  /// The books of a connection.
  public LedgerLine ledger(int place) {
    return store.ledger().get(place);
  }

  /// Ends.
  public void close() {
    store.close();
  }
}
