package io.hydrant.firehose;

import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Credentials;
import io.hydrant.settings.Delivery;
import io.hydrant.settings.Secret;
import java.util.Base64;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/// What a call costs before its first byte leaves: writing its JSON, and signing that.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class CallBenchmark {

  /// Records in the call, and bytes in each.
  @Param({"1x100", "500x1000", "4x1000000"})
  public String shape;

  private Call call;
  private byte[] data;
  private SdkHttpClient http;
  private Signing signing;
  private Identity identity;

  /// Makes the call and all that signs it.
  @Setup(Level.Trial)
  public void open() {
    int x = shape.indexOf('x');
    data = new byte[Integer.parseInt(shape.substring(x + 1))];
    new SplittableRandom(1).nextBytes(data);
    int records = Integer.parseInt(shape.substring(0, x));
    call =
        new Call(
            Call.Operation.PUT_RECORD_BATCH,
            "stream",
            Collections.nCopies(records, Bytes.of(data)));
    Credentials keys =
        new Credentials.AccessKeys(Secret.of("AKIDEXAMPLE"), Secret.of("secret"), null);
    Delivery delivery = new Delivery("stream", "eu-central-1", null, keys, null, null);
    http = Apache5HttpClient.create();
    identity = new Identity(new Identity.Key(delivery), http, Clock.system());
    signing = new Signing(Endpoints.of(delivery), "eu-central-1", identity, Clock.system(), http);
  }

  /// Closes what [#open] opened.
  @TearDown(Level.Trial)
  public void close() {
    identity.close();
    http.close();
  }

  /// The request body.
  @Benchmark
  public byte[] marshal() {
    return RequestBody.of(call);
  }

  /// The request body, and the request around it, signed.
  @Benchmark
  public ExecutableHttpRequest marshalAndSign() throws Identity.NoCredentials {
    OutgoingBody body = new OutgoingBody(RequestBody.of(call), new Gate());
    return signing.request(call.operation().text(), body, identity.find());
  }

  /// For comparison: the base64 of one record by the JDK, into an array of its own.
  @Benchmark
  public byte[] jdkBase64OfOneRecord() {
    return Base64.getEncoder().encode(data);
  }
}
