package io.hydrant.emulator;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// An error as Firehose words it. What the real service was seen to say is copied; what nobody
/// published is marked unverified here and in the specification.
///
/// @param type the `__type`
/// @param messageMember `message`, or `Message` as the authorization layer and the parser write it
/// @param message null for a body with the type alone
/// @param code the further member of KMS and source errors
record AwsError(
    int status,
    String type,
    String messageMember,
    @Nullable String message,
    @Nullable String code) {

  private static AwsError of(int status, String type, String message) {
    return new AwsError(status, type, "message", message, null);
  }

  AwsError withStatus(int other) {
    return new AwsError(other, type, messageMember, message, code);
  }

  static AwsError unknownOperation() {
    return new AwsError(400, "UnknownOperationException", "message", null, null);
  }

  static AwsError tooLarge(int bytesMax) {
    return of(
        413,
        "RequestEntityTooLargeException",
        "Request body is larger than " + bytesMax + " bytes");
  }

  // Who calls

  static AwsError missingAuthentication() {
    return of(400, "MissingAuthenticationTokenException", "Missing Authentication Token");
  }

  static AwsError incompleteSignature(String message) {
    return of(400, "IncompleteSignatureException", message);
  }

  static AwsError invalidSignature(String message) {
    return of(400, "InvalidSignatureException", message);
  }

  static AwsError wrongSignature() {
    return invalidSignature(
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.");
  }

  static AwsError unrecognizedClient() {
    return of(
        400,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
  }

  static AwsError expiredToken() {
    return of(
        400, "ExpiredTokenException", "The security token included in the request is expired");
  }

  static AwsError accessDenied(String user, Operation operation, String resource) {
    String message =
        "User: %s is not authorized to perform: firehose:%s on resource: %s because no identity-based policy allows the firehose:%s action"
            .formatted(user, operation.text(), resource, operation.text());
    return new AwsError(400, "AccessDeniedException", "Message", message, null);
  }

  // What is called for

  static AwsError serialization(String message) {
    return new AwsError(400, "SerializationException", "Message", message, null);
  }

  static AwsError validation(String message) {
    return of(400, "ValidationException", message);
  }

  static AwsError invalidArgument(String message) {
    return of(400, "InvalidArgumentException", message);
  }

  static AwsError streamNotFound(String name, String account) {
    return of(
        400,
        "ResourceNotFoundException",
        "Firehose " + name + " not found under account " + account + ".");
  }

  /// The words that DescribeDeliveryStream and DeleteDeliveryStream have for it.
  static AwsError streamNotFoundByControl(String name, String account) {
    return of(
        400,
        "ResourceNotFoundException",
        "Firehose " + name + " under account " + account + " not found.");
  }

  static AwsError streamExists(String name, String account) {
    return resourceInUse("Firehose " + name + " under accountId " + account + " already exists");
  }

  static AwsError resourceInUse(String message) {
    return of(400, "ResourceInUseException", message);
  }

  static AwsError limitExceeded(int streamsMax) {
    return of(
        400,
        "LimitExceededException",
        "You have already consumed your firehose quota of " + streamsMax + " hoses.");
  }

  static AwsError keyDisabled() {
    return new AwsError(
        400,
        "InvalidKMSResourceException",
        "message",
        "The grant for the CMK to this delivery stream might have been revoked or caller might not"
            + " have sufficient permissions for the CMK.",
        "DisabledException");
  }

  static AwsError logsOnly() {
    return new AwsError(
        400,
        "InvalidSourceException",
        "message",
        "Only requests from CloudWatch Logs are supported when CloudWatch Logs decompression is"
            + " enabled.",
        "InvalidSource");
  }

  // How much of it

  static AwsError rateExceeded() {
    return of(400, "ThrottlingException", "Rate exceeded");
  }

  static AwsError slowDown(int status) {
    return failed(status, "ServiceUnavailableException", SLOW_DOWN);
  }

  /// A PutRecord whose only record failed.
  static AwsError failed(int status, String code, String message) {
    return of(status, code, message);
  }

  static final String SLOW_DOWN = "Slow down.";

  /// Not an answer of Firehose: the emulator itself has no more room.
  static AwsError full(long bytesMax) {
    return of(
        507,
        "EmulatorFullException",
        "The emulator keeps at most " + bytesMax + " bytes and took nothing of this call.");
  }

  Reply.Answered reply() {
    return Reply.json(status, body());
  }

  String body() {
    return body(true);
  }

  /// The body of an error whose type stands in a header alone.
  String bodyWithoutType() {
    return body(false);
  }

  private String body(boolean withType) {
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          if (withType) {
            json.writeStringProperty("__type", type);
          }
          if (code != null) {
            json.writeStringProperty("code", code);
          }
          if (message != null) {
            json.writeStringProperty(messageMember, message);
          }
          json.writeEndObject();
        });
    return new String(body, StandardCharsets.UTF_8);
  }
}
