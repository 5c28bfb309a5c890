package io.hydrant.emulator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an emulator is to be. Every part has a default: any free port of the loopback address,
/// account 111122223333, region us-east-1, the key [AccessKey#LOCAL], no streams, no quotas on
/// puts.
public final class EmulatorOptions {
  private final Builder parts;

  private EmulatorOptions(Builder parts) {
    this.parts = parts;
  }

  public static EmulatorOptions defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  int port() {
    return parts.port;
  }

  String account() {
    return parts.account;
  }

  String region() {
    return parts.region;
  }

  List<AccessKey> keys() {
    return parts.keys.isEmpty() ? List.of(AccessKey.LOCAL) : parts.keys;
  }

  List<String> streams() {
    return parts.streams;
  }

  InstantSource clock() {
    return parts.clock;
  }

  @Nullable Path directory() {
    return parts.directory;
  }

  DeliveryStream.Lifecycle lifecycle() {
    return new DeliveryStream.Lifecycle(parts.creating, parts.deleting);
  }

  Quotas quotas() {
    return parts.quotas;
  }

  int throttledStatus() {
    return parts.throttledStatus;
  }

  long storedBytesMax() {
    return parts.storedBytesMax;
  }

  boolean countsOnly() {
    return parts.countsOnly;
  }

  ValidationWording wording() {
    return parts.wording;
  }

  WhileCreating whileCreating() {
    return parts.whileCreating;
  }

  /// What a put to a stream that is still CREATING is answered: AWS says only that it is an error.
  public enum WhileCreating {
    RESOURCE_NOT_FOUND,
    INVALID_ARGUMENT
  }

  /// Collects options; each setter says its default.
  public static final class Builder {
    private int port;
    private String account = "111122223333";
    private String region = "us-east-1";
    private final List<AccessKey> keys = new ArrayList<>();
    private final List<String> streams = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private @Nullable Path directory;
    private Duration creating = Duration.ZERO;
    private Duration deleting = Duration.ZERO;
    private Quotas quotas = Quotas.NONE;
    private int throttledStatus = 500;
    private long storedBytesMax = 512L << 20;
    private boolean countsOnly;
    private ValidationWording wording = ValidationWording.WITH_VALUE;
    private WhileCreating whileCreating = WhileCreating.RESOURCE_NOT_FOUND;

    private Builder() {}

    /// Where to listen on 127.0.0.1; 0, the default, for any free port.
    public Builder port(int newPort) {
      port = newPort;
      return this;
    }

    /// The account of all streams, twelve digits; 111122223333.
    public Builder account(String newAccount) {
      if (!newAccount.matches("\\d{12}")) {
        throw new IllegalArgumentException("account is not twelve digits: " + newAccount);
      }
      account = newAccount;
      return this;
    }

    /// The region that signatures must name; us-east-1.
    public Builder region(String newRegion) {
      region = newRegion;
      return this;
    }

    /// A key that may sign; without any it is [AccessKey#LOCAL].
    public Builder key(AccessKey key) {
      keys.add(key);
      return this;
    }

    /// A Direct PUT stream that is ACTIVE from the start.
    public Builder stream(String name) {
      streams.add(name);
      return this;
    }

    /// What the time is, for signatures, quotas and streams' lives; the system's clock.
    public Builder clock(InstantSource newClock) {
      clock = newClock;
      return this;
    }

    /// Where what was accepted is also written, and read again at the start; nowhere.
    public Builder directory(@Nullable Path newDirectory) {
      directory = newDirectory;
      return this;
    }

    /// How long a stream is CREATING; 0.
    public Builder creatingFor(Duration duration) {
      creating = duration;
      return this;
    }

    /// How long a deleted stream is DELETING, and still takes records; 0.
    public Builder deletingFor(Duration duration) {
      deleting = duration;
      return this;
    }

    /// What a stream takes a second; [Quotas#NONE].
    public Builder quotas(Quotas newQuotas) {
      quotas = newQuotas;
      return this;
    }

    /// The status of a whole call that is throttled; 500, as the SDKs' model has it. The real one
    /// may be 503.
    public Builder throttledStatus(int status) {
      throttledStatus = status;
      return this;
    }

    /// The memory for what was accepted; 512 MiB. Calls beyond get 507 `EmulatorFullException`.
    public Builder storedBytesMax(long bytes) {
      storedBytesMax = bytes;
      return this;
    }

    /// Whether records are checked and counted, and not kept, so that a long run needs no memory;
    /// they are kept. What a directory is given is still written there.
    public Builder countOnly(boolean isOnly) {
      countsOnly = isOnly;
      return this;
    }

    public Builder wording(ValidationWording newWording) {
      wording = newWording;
      return this;
    }

    public Builder whileCreating(WhileCreating answer) {
      whileCreating = answer;
      return this;
    }

    public EmulatorOptions build() {
      return new EmulatorOptions(copy());
    }

    private Builder copy() {
      Builder copy = new Builder();
      copy.port = port;
      copy.account = account;
      copy.region = region;
      copy.keys.addAll(keys);
      copy.streams.addAll(streams);
      copy.clock = clock;
      copy.directory = directory;
      copy.creating = creating;
      copy.deleting = deleting;
      copy.quotas = quotas;
      copy.throttledStatus = throttledStatus;
      copy.storedBytesMax = storedBytesMax;
      copy.countsOnly = countsOnly;
      copy.wording = wording;
      copy.whileCreating = whileCreating;
      return copy;
    }
  }
}
