package io.hydrant.membership;

import io.hydrant.audience.AudienceRoute;
import io.hydrant.audience.Deletion;
import io.hydrant.audience.Subject;
import io.hydrant.collect.Admission;
import io.hydrant.collect.Asked;
import io.hydrant.collect.Keys;
import io.hydrant.collect.Request;
import io.hydrant.collect.Resource;
import io.hydrant.collect.Visit;
import io.hydrant.http.Reply;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Input;
import io.hydrant.store.Audience;
import io.hydrant.store.AudienceStep;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door for whoever speaks as mParticle does to its partners: `/v1/partner/` and a name. One
/// message a request, its `type` says which; answered with one message, once it is durable.
///
/// Source: the messages of the public partner SDK, com.mparticle:java-sdk.
public final class PartnerDoor implements Resource.Site {
  private static final Logger LOG = LoggerFactory.getLogger(PartnerDoor.class);
  private static final String PATH = "/v1/partner/";
  private static final JsonName TYPE = JsonName.of("type");
  private static final JsonName SUBJECT_REQUEST_TYPE = JsonName.of("subject_request_type");
  private static final JsonName ID = JsonName.of("id");
  private static final JsonName AUDIENCE_ID = JsonName.of("audience_id");
  private static final JsonName AUDIENCE_NAME = JsonName.of("audience_name");
  private static final JsonName ACTION = JsonName.of("action");
  private static final JsonName SETTINGS = JsonName.of("audience_subscription_settings");
  private static final int DELETING_RETRY_SECONDS = 30;

  private final Store store;
  private final Clock clock;
  private final ErasureDoor erasures;
  private final PartnerReplies replies;
  private final PartnerFigures figures;

  /// @param version of Hydrant
  public PartnerDoor(
      Store store, ErasureDoor erasures, Clock clock, String version, PartnerFigures figures) {
    this.store = store;
    this.clock = clock;
    this.erasures = erasures;
    this.replies = new PartnerReplies(clock, version);
    this.figures = figures;
  }

  @Override
  public @Nullable Resource at(String path) {
    return path.startsWith(PATH) && path.length() > PATH.length()
        ? new Partner(path.substring(PATH.length()))
        : null;
  }

  /// The door of one name.
  private final class Partner implements Resource {
    private final String name;

    Partner(String name) {
      this.name = name;
    }

    @Override
    public List<String> methods() {
      return List.of("POST");
    }

    @Override
    public Admission admit(Keys keys, Request request) {
      return keys.admitPartner(name, request.header("Authorization"));
    }

    @Override
    public Asked ask(Visit visit, Bytes body) {
      JsonIndex json;
      try {
        json = JsonIndex.of(body.array(), body.offset(), body.length());
      } catch (InvalidJsonException e) {
        return refused("The body is not valid JSON: " + e.getMessage() + ".");
      }
      int type = json.find(0, TYPE);
      if (!json.is(type, Kind.STRING)) {
        return refused("type: is missing; the body must be a message of the partner SDK.");
      }
      return switch (json.string(type)) {
        case "module_registration_request" -> answered(replies.registration(json));
        case "event_processing_request" -> {
          figures.countEvents();
          yield answered(replies.plain(json, "event_processing_response"));
        }
        case "audience_subscription_request" -> subscription(json, visit);
        case "audience_membership_change_request" -> memberships(json, visit);
        case "dsr_processing_request" -> erasure(json);
        default -> refused("type: is none that is taken here.");
      };
    }

    private Asked erasure(JsonIndex json) {
      int type = json.find(0, SUBJECT_REQUEST_TYPE);
      if (!json.is(type, Kind.STRING) || !json.string(type).equals("erasure")) {
        return refused("subject_request_type: only \"erasure\" is taken here.");
      }
      Subject who = SubjectReader.of(json, store.hash());
      return who == null
          ? refused("subject_identities: name nobody.")
          : erasures.forget(who, id -> replies.plain(json, "dsr_processing_response"));
    }

    private Asked memberships(JsonIndex json, Visit visit) {
      List<AudienceRoute> routes = visit.inlets().branches().routes(visit.input().name());
      ProfileReader reader = new ProfileReader(json, store, routes, clock.millis());
      reader.read();
      if (!reader.invalid().isEmpty()) {
        figures.countSkipped(reader.invalid().size());
        LOG.warn(
            "{}: profiles {} for partner {} are invalid and skipped",
            visit.id(),
            reader.invalid(),
            name);
      }
      Reply reply = replies.memberships(json);
      return reader.steps().isEmpty()
          ? answered(reply)
          : kept(mark(json, visit.input()), reader.steps(), reply);
    }

    private Asked subscription(JsonIndex json, Visit visit) {
      long id = AudienceId.of(json, json.find(0, AUDIENCE_ID));
      if (id == AudienceId.NONE) {
        return refused("audience_id: must be a positive 64-bit integer.");
      }
      int action = json.find(0, ACTION);
      Reply reply = replies.subscription(json, json.find(0, SETTINGS));
      return switch (json.is(action, Kind.STRING) ? json.string(action) : "") {
        case "add", "update" -> named(id, json, reply);
        case "remove" -> {
          Deletion deletion = new Deletion(visit.inlets().branches().audienceRoutes());
          yield kept(null, List.of(deletion.step(id, clock.millis())), reply);
        }
        default -> refused("action: must be \"add\", \"update\" or \"remove\".");
      };
    }

    private Asked named(long id, JsonIndex json, Reply reply) {
      String called = ProfileReader.name(json, json.find(0, AUDIENCE_NAME));
      if (called == null) {
        return refused("audience_name: is missing or empty.");
      }
      Audience known = store.audiences().look(id);
      if (known != null && known.isDeleted()) {
        return answered(
            Reply.error(503, "The audience is being deleted; try again when it is gone.")
                .with("Retry-After", Integer.toString(DELETING_RETRY_SECONDS)));
      }
      return kept(null, List.of(new AudienceStep.Naming(id, called, null, true)), reply);
    }
  }

  /// The sender repeats a message as it is until it is answered: its id is its request id.
  private @Nullable Hash mark(JsonIndex json, Input input) {
    int id = json.find(0, ID);
    return json.is(id, Kind.STRING) && !json.isEmptyString(id)
        ? store.mark(input.name(), json.string(id))
        : null;
  }

  private static Asked answered(Reply reply) {
    return new Asked.Answered(reply);
  }

  private static Asked refused(String error) {
    return answered(Reply.error(400, error));
  }

  private static Asked kept(@Nullable Hash mark, List<AudienceStep> steps, Reply reply) {
    return new Asked.Bringing(1, () -> List.of(new Submission.Part(mark, List.of(), steps)), reply);
  }
}
