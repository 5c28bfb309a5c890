package io.hydrant.sdk;

import io.hydrant.collect.Asked;
import io.hydrant.collect.Visit;
import io.hydrant.encode.Alias;
import io.hydrant.http.Reply;
import io.hydrant.json.Int64;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import io.hydrant.model.Channel;
import io.hydrant.model.Hash;
import io.hydrant.model.Origin;
import io.hydrant.platform.Clock;
import io.hydrant.select.Selector;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.util.List;

/// Where client SDKs say that one user was another: forwarded by the connections that ask for it,
/// and kept by nobody else.
///
/// Source: the alias requests of @mparticle/web-sdk 2.68.0, which sends MPIDs as texts, and of
/// mParticle's mobile SDKs, which send numbers.
final class AliasDoor {
  private static final JsonName REQUEST_ID = JsonName.of("request_id");
  private static final JsonName ENVIRONMENT = JsonName.of("environment");
  private static final JsonName DATA = JsonName.of("data");
  private static final List<JsonName> USERS =
      List.of(JsonName.of("source_mpid"), JsonName.of("destination_mpid"));

  private final Store store;
  private final Clock clock;

  AliasDoor(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  Asked ask(Visit visit, Bytes body) {
    JsonIndex json;
    try {
      json = JsonIndex.of(body.array(), body.offset(), body.length());
    } catch (InvalidJsonException e) {
      return refused("The body is not valid JSON: " + e.getMessage() + ".");
    }
    int data = json.find(0, DATA);
    if (!json.is(data, Kind.OBJECT)) {
      return refused("data: must be an object.");
    }
    for (JsonName user : USERS) {
      if (!Int64.is(json, json.find(data, user))) {
        return refused("data." + user.text() + ": must be a 64-bit integer, or a string of one.");
      }
    }
    String input = visit.input().name();
    int id = json.find(0, REQUEST_ID);
    boolean isNamed = json.is(id, Kind.STRING) && !json.isEmptyString(id);
    Hash mark = isNamed ? store.mark(input, "alias " + json.string(id)) : null;
    Alias alias =
        new Alias(
            new Origin(input, Channel.JAVASCRIPT, null, false, clock.millis()),
            Selector.isDevelopment(json, json.find(0, ENVIRONMENT)),
            isNamed ? bytes(json, id) : null,
            bytes(json, data));
    return new Asked.Bringing(
        1,
        () ->
            List.of(
                new Submission.Part(
                    mark, List.of(), visit.inlets().branches().steps(alias, store.id()))),
        Reply.empty(202));
  }

  private static Bytes bytes(JsonIndex json, int node) {
    int start = json.start(node);
    return Bytes.of(json.text(), start, json.end(node) - start);
  }

  /// As the SDKs read it.
  private static Asked refused(String why) {
    return new Asked.Answered(
        Reply.object(
            400,
            json -> {
              json.writeStringProperty("message", why);
              json.writeNumberProperty("code", 400);
            }));
  }
}
