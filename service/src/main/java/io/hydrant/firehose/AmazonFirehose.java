package io.hydrant.firehose;

import io.hydrant.http.CheckedNames;
import io.hydrant.http.Outbound;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Delivery;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpClient;

/// Amazon Data Firehose itself, for all connections of the process.
///
/// Connections share one HTTP client with a bounded number of sockets, and those with the same
/// credentials, role and region share what was found for them. A call runs on a virtual thread of
/// its own and goes out once: nothing here or below sends it again, because only the caller can
/// tell whether that makes a duplicate. Every call is answered by its deadline, whatever the
/// network, AWS or our own code do. Safe for many threads.
public final class AmazonFirehose implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AmazonFirehose.class);

  /// Names of AWS's own services and of VPC endpoints to them, which lead into the caller's own
  /// network where he has one.
  private static final Predicate<String> AWS =
      Pattern.compile(
              "(?i)((firehose|sts)(-fips)?(\\.[a-z0-9-]+)?|[a-z0-9.-]+\\.vpce)"
                  + "\\.(amazonaws\\.(com|com\\.cn|eu)|api\\.aws|api\\.amazonwebservices\\.com\\.cn)")
          .asMatchPredicate();

  private final Clock clock;
  private final FirehoseOptions options;
  private final SdkHttpClient http;
  private final ScheduledThreadPoolExecutor deadlines;
  private final Map<Identity.Key, Identity> identities = new ConcurrentHashMap<>();
  private final Set<Sending> open = ConcurrentHashMap.newKeySet();
  private volatile Outbound outbound = Outbound.INTERNET;
  private volatile boolean closed;

  private AmazonFirehose(Clock clock, FirehoseOptions options) {
    this.clock = clock;
    this.options = options;
    this.http =
        new OutgoingHttp(
            options, new CheckedNames(() -> outbound, AWS, CheckedNames.Lookup.SYSTEM));
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("firehose-deadlines").daemon(true).factory());
    deadlines.setRemoveOnCancelPolicy(true);
    deadlines.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /// A client that has sent nothing yet.
  public static AmazonFirehose open(Clock clock, FirehoseOptions options) {
    return new AmazonFirehose(clock, options);
  }

  /// Which addresses are called from now on.
  public void allow(Outbound now) {
    outbound = now;
  }

  /// The way to where `delivery` says. Cheap, and nothing is asked of AWS before the first call: to
  /// be called anew when the settings change.
  public Firehose to(Delivery delivery) {
    Signing signing = signing(delivery);
    return new Firehose() {
      @Override
      public void put(Call call, Consumer<Answer> then) {
        AmazonFirehose.this.put(signing, call, then);
      }

      @Override
      public void describe(String deliveryStreamName, Consumer<Described> then) {
        AmazonFirehose.this.describe(signing, delivery, then);
      }
    };
  }

  /// On a thread that is cut off after the time for a call, as calls are.
  private void describe(Signing signing, Delivery delivery, Consumer<Described> then) {
    Thread asking =
        Thread.ofVirtual()
            .name("firehose-describe")
            .uncaughtExceptionHandler((_, e) -> LOG.error("a stream was not described", e))
            .unstarted(() -> then.accept(new Asking(signing, http).describe(delivery)));
    try {
      Future<?> _ =
          deadlines.schedule(
              asking::interrupt, options.callTimeout().toNanos(), TimeUnit.NANOSECONDS);
      asking.start();
    } catch (RejectedExecutionException e) {
      // Closed: nobody waits for the answer.
    }
  }

  private Signing signing(Delivery delivery) {
    Identity.Key key = new Identity.Key(delivery);
    Identity identity =
        identities.computeIfAbsent(key, missing -> new Identity(missing, http, clock));
    return new Signing(Endpoints.of(delivery), delivery.awsRegion(), identity, clock, http);
  }

  /// Asks what a stream is like, and waits for the answer. For a person, not for a loop: an account
  /// may ask five times a second.
  public Described describe(Delivery delivery) {
    return new Asking(signing(delivery), http).describe(delivery);
  }

  /// Asks STS who we are; empty when that cannot be had within a few seconds.
  public Optional<String> caller(Delivery delivery) {
    return new Asking(signing(delivery), http).caller(delivery);
  }

  /// Forgets whom none of these need: credentials that were replaced.
  public void keepOnly(Collection<Delivery> deliveries) {
    Set<Identity.Key> needed =
        deliveries.stream().map(Identity.Key::new).collect(Collectors.toSet());
    identities
        .entrySet()
        .removeIf(entry -> {
          boolean isOver = !needed.contains(entry.getKey());
          if (isOver) {
            entry.getValue().close();
          }
          return isOver;
        });
  }

  private void put(Signing signing, Call call, Consumer<Answer> then) {
    Sending sending = new Sending(signing, call, then, open::remove);
    open.add(sending);
    if (closed) {
      sending.cut(Answer.Cause.CLOSED, "closed");
      return;
    }
    long patience = options.callTimeout().toNanos();
    try {
      sending.start(
          deadlines.schedule(
              () -> sending.cut(Answer.Cause.NETWORK, "no answer within the time for a call"),
              patience,
              TimeUnit.NANOSECONDS));
    } catch (RuntimeException | Error e) {
      // No thread to be had, or closed this very moment.
      sending.cut(Answer.Cause.CLOSED, "not started: " + e.getClass().getSimpleName());
    }
  }

  /// Calls without an answer.
  public int callsOpen() {
    return open.size();
  }

  /// Ends what is under way, which is answered at once, and refuses what comes later.
  @Override
  public void close() {
    closed = true;
    open.forEach(sending -> sending.cut(Answer.Cause.CLOSED, "closed before the answer"));
    deadlines.shutdownNow();
    identities.values().forEach(Identity::close);
    http.close();
  }
}
