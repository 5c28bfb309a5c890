package io.hydrant.sdk;

import io.hydrant.collect.Asked;
import io.hydrant.collect.Resource;
import io.hydrant.http.Reply;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Platform;
import io.hydrant.store.Store;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the doors of client SDKs are: each at the path of the host that the hosted product has for
/// it, and behind the prefix that SDKs put before it when they are given one host for all.
///
/// Source: the requests of @mparticle/web-sdk 2.68.0 and of mParticle's Android SDK 5 and Apple SDK
/// 9.
public final class SdkDoors implements Resource.Site {
  private static final String KEY = "(?<key>[^/]{1,128})";

  private static final Set<Platform> MOBILE = Set.of(Platform.ANDROID, Platform.IOS);

  private static final Set<Platform> ALL = Set.of(Platform.WEB, Platform.ANDROID, Platform.IOS);

  private final Replays replays = new Replays();
  private final Clock clock;
  private final List<Route> routes;

  /// What lies at paths of a form.
  private record Route(Pattern path, Function<Matcher, Resource> resource) {
    static Route of(String path, Function<Matcher, Resource> resource) {
      return new Route(Pattern.compile(path), resource);
    }
  }

  public SdkDoors(Store store, Clock clock) {
    this.clock = clock;
    SdkBatches webBatches = SdkBatches.web(store, clock);
    SdkBatches mobileBatches = SdkBatches.mobile(store, clock);
    IdentityDoor identities = new IdentityDoor(store, clock);
    AliasDoor aliases = new AliasDoor(store, clock);
    MembershipDoor memberships = new MembershipDoor(store, clock);
    this.routes =
        List.of(
            Route.of("(/webevents)?/v3/JS/" + KEY + "/events", at -> web("POST", at, webBatches)),
            Route.of(
                "(/tags)?/JS/v2/" + KEY + "/config",
                at -> web("GET", at, (visit, body) -> new Asked.Answered(WebConfig.of(visit)))),
            Route.of(
                "(/webevents)?/v[12]/JS/" + KEY + "/Forwarding",
                at -> web("POST", at, (visit, body) -> new Asked.Answered(Reply.empty(202)))),
            Route.of(
                "(/nativeevents)?/v2/" + KEY + "/events", at -> mobile("POST", at, mobileBatches)),
            Route.of(
                "(/config)?/v4/" + KEY + "/config",
                at -> mobile("GET", at, (visit, body) -> NativeConfig.ask(visit))),
            Route.of("(/identity)?/v1/(identify|login|logout)", at -> all(identities::identify)),
            Route.of("(/identity)?/v1/search", at -> all(identities::search)),
            Route.of(
                "(/identity)?/v1/(?<mpid>-?\\d{1,19})/modify",
                at -> all((visit, body) -> identities.modify(at.group("mpid"), body, visit))),
            Route.of(
                "(/webevents|/nativeevents)?/v1/identity/" + KEY + "/[Aa]lias",
                at -> all("POST", at.group("key"), aliases::ask)),
            Route.of(
                "(/nativeevents)?/v1/" + KEY + "/audience",
                at -> all("GET", at.group("key"), (visit, body) -> memberships.ask(visit))));
  }

  private static Resource web(String method, Matcher at, PublicDoor.Reader reader) {
    return new PublicDoor(method, at.group("key"), Set.of(Platform.WEB), reader);
  }

  private Resource mobile(String method, Matcher at, PublicDoor.Reader reader) {
    return new PublicDoor(
        method, at.group("key"), MOBILE, new Signed(reader, false, replays, clock));
  }

  private Resource all(PublicDoor.Reader reader) {
    return all("POST", null, reader);
  }

  private Resource all(String method, @Nullable String key, PublicDoor.Reader reader) {
    return new PublicDoor(method, key, ALL, new Signed(reader, true, replays, clock));
  }

  @Override
  public @Nullable Resource at(String path) {
    for (Route route : routes) {
      Matcher at = route.path().matcher(path);
      if (at.matches()) {
        return route.resource().apply(at);
      }
    }
    return null;
  }
}
