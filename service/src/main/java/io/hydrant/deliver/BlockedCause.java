package io.hydrant.deliver;

import io.hydrant.firehose.Policy;

/// Why a stream takes nothing until somebody does something. What people are told of each stands
/// here and nowhere else; nothing of what is sent is in it.
///
/// For all of them everything that waits is held on disk, for as long as it takes: time blocked
/// counts for no limit.
public enum BlockedCause {
  ACCESS_DENIED(
      "IAM does not let these credentials put records on the stream.",
      "Allow it in the policy of the user or role:",
      "{policy}"),
  MISSING_STREAM(
      "There is no delivery stream of this name in this account and region.",
      "Create it, or set the right deliveryStreamName, awsRegion and credentials. Then, if it ever"
          + " took records, say that the new one is meant:",
      "hydrant connections resume {connection}"),
  RECREATED_STREAM(
      "The delivery stream was deleted, and another made under its name since.",
      "Make sure that it is yours and leads where it should. Then say that it is meant:",
      "hydrant connections resume {connection}"),
  CREDENTIALS(
      "The credentials are missing, expired or not valid.",
      "Renew them where they come from (environment, file, profile, role); they are read anew by"
          + " themselves. Who are they?",
      "aws sts get-caller-identity"),
  KMS(
      "The key that encrypts the stream cannot be used: it is disabled, gone, or not granted.",
      "Enable the key, and allow the caller to use it:",
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Action":["kms:GenerateDataKey","kms:Decrypt"],
       "Resource":"arn:aws:kms:{region}:ACCOUNT:key/KEY"}]}\
      """),
  WRONG_REGION(
      "Firehose there is of another region than the one that calls are signed for.",
      "Set awsRegion to the region of the stream's endpoint. Which one is it?",
      "aws firehose describe-delivery-stream --region {region} --delivery-stream-name {stream}"),
  CLOCK_SKEW(
      "The clock of this machine is minutes away from that of AWS, which did not say by how much.",
      "Set the clock:",
      "chronyc makestep"),
  NOT_DIRECT_PUT(
      "The stream refuses every record alone, so the fault is not a record's: most likely its source"
          + " is not Direct PUT, it is not active, or something before it takes only shorter calls.",
      "Use a stream whose source is Direct PUT. What is this one?",
      "aws firehose describe-delivery-stream --region {region} --delivery-stream-name {stream}"),
  INVALID_SOURCE(
      "The stream takes records of CloudWatch Logs only, because it decompresses them.",
      "Turn decompression off, or use another stream. What is this one?",
      "aws firehose describe-delivery-stream --region {region} --delivery-stream-name {stream}"),
  NOT_FIREHOSE(
      "Something else than Firehose answers at the endpoint.",
      "Set the right endpoint, or none. What answers?",
      "curl -i https://firehose.{region}.amazonaws.com/");

  private final String wrong;
  private final String cure;
  private final String paste;

  BlockedCause(String wrong, String cure, String paste) {
    this.wrong = wrong;
    this.cure = cure;
    this.paste = paste;
  }

  /// What is wrong, in a sentence.
  public String wrong() {
    return wrong;
  }

  /// What is safe meanwhile, and whether anything has to be done when the cause is gone.
  public String safe() {
    return switch (this) {
      case MISSING_STREAM ->
          "Nothing is lost: everything is held on disk. A stream that is there for the first time"
              + " is found by a probe a minute; one that took records before and is there anew gets"
              + " nothing until a person says so.";
      case RECREATED_STREAM ->
          "Nothing is lost: everything is held on disk. It gets nothing until a person says so.";
      case ACCESS_DENIED,
          CREDENTIALS,
          KMS,
          WRONG_REGION,
          CLOCK_SKEW,
          NOT_DIRECT_PUT,
          INVALID_SOURCE,
          NOT_FIREHOSE ->
          "Nothing is lost: everything is held on disk. A probe a minute finds out when the cause"
              + " is gone, and then it goes on by itself.";
    };
  }

  /// What to do about it.
  public String cure() {
    return cure;
  }

  /// What to paste for that, into a policy or a shell.
  public String paste(String connection, String deliveryStreamName, String awsRegion) {
    return paste
        .replace("{policy}", Policy.of(deliveryStreamName, awsRegion, "ACCOUNT"))
        .replace("{connection}", connection)
        .replace("{stream}", deliveryStreamName)
        .replace("{region}", awsRegion);
  }

  /// Whether reading anew what the caller goes by may cure it at once, so that one refusal proves
  /// nothing yet: credentials that were rotated, a clock that was corrected.
  boolean mayPassAtOnce() {
    return this == CREDENTIALS || this == CLOCK_SKEW || this == WRONG_REGION;
  }
}
