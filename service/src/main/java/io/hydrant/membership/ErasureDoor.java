package io.hydrant.membership;

import io.hydrant.audience.MemberRecall;
import io.hydrant.audience.Subject;
import io.hydrant.collect.Asked;
import io.hydrant.collect.Resource;
import io.hydrant.http.Reply;
import io.hydrant.live.Feed;
import io.hydrant.platform.Clock;
import io.hydrant.store.Erasure;
import io.hydrant.store.ErasureOffice;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where people are forgotten: `DELETE /v1/users/{mpid}`, and `GET /v1/erasures/{id}`, which says
/// how far that is.
public final class ErasureDoor implements Resource.Site {
  private static final Logger LOG = LoggerFactory.getLogger(ErasureDoor.class);
  private static final String USERS = "/v1/users/";
  private static final String ERASURES = "/v1/erasures/";
  private static final int RETRY_SECONDS = 5;

  private final Store store;
  private final Feed feed;
  private final Clock clock;

  /// @param feed of which what is kept in memory is forgotten, whoever it is about
  public ErasureDoor(Store store, Feed feed, Clock clock) {
    this.store = store;
    this.feed = feed;
    this.clock = clock;
  }

  @Override
  public @Nullable Resource at(String path) {
    if (path.startsWith(USERS)) {
      Long mpid = number(path.substring(USERS.length()));
      return mpid == null ? null : user(Long.toString(mpid));
    }
    return path.startsWith(ERASURES) ? erasure(path.substring(ERASURES.length())) : null;
  }

  private Gated user(String mpid) {
    return gated(
        "DELETE",
        (visit, body) ->
            forget(
                Subject.of(mpid, store.hash()),
                id -> Reply.json(202, "{\"erasure\":\"" + id + "\"}")));
  }

  /// Reads the store, so not on the event loop.
  private Gated erasure(String id) {
    return gated(
        "GET",
        (visit, body) ->
            new Asked.Ordering(
                then -> Thread.ofVirtual().name("erasure").start(() -> then.accept(progress(id)))));
  }

  private static Gated gated(String method, Gated.Reader reader) {
    return new Gated(List.of(method), "erase people", reader);
  }

  private static @Nullable Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// Begins to forget somebody; it is durable when it is answered.
  ///
  /// @param answer makes the answer of the erasure's id
  Asked forget(Subject who, Function<String, Reply> answer) {
    return new Asked.Ordering(then ->
        store
            .erasures()
            .begin(
                who.isByMpid(),
                who.hashes(),
                new MemberRecall(store.hash()),
                clock.millis(),
                id -> {
                  if (id == null) {
                    then.accept(unavailable());
                  } else {
                    feed.forget();
                    LOG.info("erasure {} begins", id);
                    then.accept(answer.apply(id));
                  }
                }));
  }

  private static Reply unavailable() {
    return Reply.error(503, "Nobody knows whether that was kept: ask again.")
        .with("Retry-After", Integer.toString(RETRY_SECONDS));
  }

  private Reply progress(String id) {
    try {
      ErasureOffice.Progress progress = store.erasures().find(id);
      return progress == null
          ? Reply.error(404, "There is no erasure of this id, or it was done long ago.")
          : Reply.json(200, json(progress));
    } catch (IOException _) {
      return unavailable();
    }
  }

  private static String json(ErasureOffice.Progress progress) {
    Erasure erasure = progress.erasure();
    return """
    {"erasure":"%s","done":%b,"stage":"%s","events":%d,"changes":%d}\
    """
        .formatted(
            erasure.id().text(),
            erasure.stage() == Erasure.Stage.DONE,
            progress.doing(),
            erasure.counts().events(),
            erasure.counts().changes());
  }
}
