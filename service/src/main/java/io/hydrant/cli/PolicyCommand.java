package io.hydrant.cli;

import io.hydrant.firehose.AmazonFirehose;
import io.hydrant.firehose.FirehoseOptions;
import io.hydrant.firehose.Policy;
import io.hydrant.json.Indented;
import io.hydrant.settings.AssumedRole;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Delivery;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `policy`: what IAM has to allow.
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Print the least-privilege IAM policy, ready to paste.",
    footer = {
      "",
      "The policy is for whoever puts the records: the role where an output names one. The account",
      "is that of the role, or the one that AWS names when asked who we are, or --account.",
      "PutRecord alone is enough; PutRecordBatch makes it cheaper, and DescribeDeliveryStream is for",
      "hydrant check.",
      "",
      "Examples:",
      "  hydrant policy --account 111122223333",
      "  hydrant policy --connection app-events > policy.json",
      "  aws iam put-role-policy --role-name hydrant --policy-name firehose \\",
      "    --policy-document \"$(hydrant policy)\""
    })
final class PolicyCommand implements Callable<Integer> {
  private static final Pattern ACCOUNT = Pattern.compile("^arn:[^:]*:(?:iam|sts)::(\\d{12}):");

  private final World world;

  @Mixin private final ConfigurationOption configuration = new ConfigurationOption();

  @Mixin private final ConnectionOption only = new ConnectionOption();

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "The AWS account of the streams: twelve digits.")
  private @Nullable String account;

  PolicyCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    Configuration valid = configuration.load(world.environment());
    List<Delivery> deliveries = only.of(valid).stream().map(Connection::delivery).toList();
    String id = account == null ? account(deliveries) : account;
    if (!id.matches("\\d{12}")) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, "--account: expected twelve digits");
    }
    world.output().out().println(Indented.of(Policy.of(deliveries, id)));
    deliveries.stream()
        .map(Delivery::role)
        .filter(Objects::nonNull)
        .map(AssumedRole::arn)
        .distinct()
        .forEach(role ->
            world
                .output()
                .err()
                .println(
                    "hydrant: the policy is for "
                        + role
                        + "; who takes that role needs sts:AssumeRole on it"));
    return ExitCode.DONE;
  }

  private String account(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      String known = delivery.role() == null ? null : account(delivery.role().arn());
      if (known != null) {
        return known;
      }
    }
    try (AmazonFirehose amazon = AmazonFirehose.open(world.clock(), FirehoseOptions.STANDARD)) {
      String known = account(amazon.caller(deliveries.getFirst()).orElse(""));
      if (known != null) {
        return known;
      }
    }
    throw new CommandFailure(
        ExitCode.FAILED,
        "AWS does not say which account this is; say --account with its twelve digits");
  }

  private static @Nullable String account(String arn) {
    Matcher matcher = ACCOUNT.matcher(arn);
    return matcher.find() ? matcher.group(1) : null;
  }
}
