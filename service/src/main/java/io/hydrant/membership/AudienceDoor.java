package io.hydrant.membership;

import io.hydrant.audience.Deletion;
import io.hydrant.collect.Asked;
import io.hydrant.collect.Resource;
import io.hydrant.collect.Visit;
import io.hydrant.http.Reply;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.store.Audience;
import io.hydrant.store.AudienceOffice;
import io.hydrant.store.AudienceStep;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hydrant's own door for audiences: `/v1/audiences`, for senders who speak to no hosted product.
///
/// What there is, is looked up when a request is read. Two requests about one audience that are on
/// their way together are taken in some order, like everything that is not waited for.
public final class AudienceDoor implements Resource.Site {
  private static final String PATH = "/v1/audiences";
  private static final String MEMBERSHIPS = "/memberships";
  private static final int CHANGES_MAX = 1_000;

  private final Store store;
  private final AudienceOffice office;
  private final Clock clock;

  public AudienceDoor(Store store, Clock clock) {
    this.store = store;
    this.office = store.audiences();
    this.clock = clock;
  }

  @Override
  public @Nullable Resource at(String path) {
    if (!path.startsWith(PATH)) {
      return null;
    }
    String rest = path.substring(PATH.length());
    if (rest.isEmpty()) {
      return gated(List.of("GET"), (visit, body) -> answered(AudienceJson.all(office.all())));
    }
    boolean isOfMembers = rest.endsWith(MEMBERSHIPS);
    String text = rest.substring(1, rest.length() - (isOfMembers ? MEMBERSHIPS.length() : 0));
    long id = rest.startsWith("/") ? AudienceId.of(text) : AudienceId.NONE;
    if (id == AudienceId.NONE) {
      return null;
    }
    return isOfMembers
        ? gated(List.of("POST"), (visit, body) -> memberships(id, visit, body))
        : gated(List.of("GET", "PUT", "DELETE"), (visit, body) -> one(id, visit, body));
  }

  private static Gated gated(List<String> methods, Gated.Reader reader) {
    return new Gated(methods, "change audiences", reader);
  }

  private static Asked answered(Reply reply) {
    return new Asked.Answered(reply);
  }

  private static Asked refused(List<String> errors) {
    return answered(Reply.errors(400, Reply.code(400), errors));
  }

  private static Asked notJson(InvalidJsonException e) {
    return refused(List.of("The body is not valid JSON: " + e.getMessage() + "."));
  }

  private static Asked unknown() {
    return answered(Reply.error(404, "There is no audience of this id."));
  }

  private static Asked kept(List<AudienceStep> steps, Reply reply) {
    return new Asked.Bringing(1, () -> List.of(new Submission.Part(null, List.of(), steps)), reply);
  }

  /// One audience.
  private Asked one(long id, Visit visit, Bytes body) {
    Audience known = office.look(id);
    return switch (visit.method()) {
      case "PUT" -> put(id, known, body);
      case "DELETE" -> delete(id, known, visit);
      default -> known == null ? unknown() : answered(AudienceJson.one(known));
    };
  }

  private static Asked put(long id, @Nullable Audience known, Bytes body) {
    AudienceNames names;
    try {
      names = AudienceNames.of(JsonIndex.of(body.array(), body.offset(), body.length()));
    } catch (InvalidJsonException e) {
      return notJson(e);
    }
    String name = names.name();
    if (name == null) {
      return refused(names.errors());
    }
    if (known != null && known.isDeleted()) {
      return answered(
          Reply.error(409, "The audience is being deleted; try again when it is gone."));
    }
    return kept(
        List.of(new AudienceStep.Naming(id, name, names.externalName(), true)),
        Reply.empty(known == null ? 201 : 200));
  }

  /// Asked for twice, the deletion that is under way goes on.
  private Asked delete(long id, @Nullable Audience known, Visit visit) {
    if (known == null) {
      return unknown();
    }
    Deletion deletion = new Deletion(visit.inlets().branches().audienceRoutes());
    return kept(List.of(deletion.step(id, clock.millis())), Reply.empty(202));
  }

  /// Who enters one audience, and who leaves it.
  private Asked memberships(long id, Visit visit, Bytes body) {
    JsonIndex json;
    try {
      json = JsonIndex.of(body.array(), body.offset(), body.length());
    } catch (InvalidJsonException e) {
      return notJson(e);
    }
    if (office.find(id) == null) {
      return unknown();
    }
    String input = visit.input().name();
    ChangeReader reader =
        new ChangeReader(
            json,
            new ChangeReader.About(id, clock.millis(), visit.inlets().branches().routes(input)),
            store.hash());
    List<AudienceStep> changes = reader.read(CHANGES_MAX);
    if (changes.isEmpty()) {
      return refused(reader.errors());
    }
    String request = reader.requestId();
    return new Asked.Bringing(
        1,
        () ->
            List.of(
                new Submission.Part(
                    request == null ? null : store.mark(input, request), List.of(), changes)),
        Reply.taken(reader.errors()));
  }
}
