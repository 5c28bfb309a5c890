package io.hydrant.settings;

import java.net.URI;
import java.util.List;

/// The keys of an output: "Configuration Settings" in the hosted product.
final class OutputSettings {
  private static final String CHAIN = "the AWS default provider chain";

  static final Setting<String> NAME =
      output("name", Text.NAME).required().effect("What connections call it.").example("aws");

  static final Setting<Secret> ACCESS_KEY_ID =
      output("accessKeyId", new SecretText())
          .unset(CHAIN)
          .effect("The access key to sign with; goes with `secretAccessKey`. Never logged.")
          .example("${env:AWS_KEY}")
          .hosted("Access Key ID");

  static final Setting<Secret> SECRET_ACCESS_KEY =
      output("secretAccessKey", new SecretText())
          .unset(CHAIN)
          .effect("The secret of that access key. Never logged.")
          .example("${file:/run/secrets/aws}")
          .hosted("Secret Access Key");

  static final Setting<Secret> SESSION_TOKEN =
      output("sessionToken", new SecretText())
          .unset("the access key is a lasting one")
          .effect("The session token of a temporary access key. Never logged.")
          .example("${env:AWS_TOKEN}");

  static final Setting<String> PROFILE =
      output(
              "profile",
              new Text("the name of a profile of your AWS configuration", "^[^\\u0000-\\u001f]+$"))
          .unset(CHAIN)
          .effect(
              "A profile of the AWS configuration files to take credentials from; a file that"
                  + " changes is read anew.")
          .example("hydrant");

  static final Setting<String> ROLE_ARN =
      output(
              "roleArn",
              new Text(
                  "the ARN of a role, like arn:aws:iam::111122223333:role/hydrant",
                  "^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}$"))
          .unset("no role is taken")
          .effect(
              "A role to take, with the credentials above, before anything is sent. The STS of the"
                  + " connection's region is asked, or what the environment variable"
                  + " `AWS_ENDPOINT_URL_STS` names: a VPC endpoint without private DNS.")
          .example("arn:aws:iam::111122223333:role/hydrant");

  static final Setting<String> EXTERNAL_ID =
      output(
              "externalId",
              new Text(
                  "an external id of 2 to 1224 letters, digits, + = , . @ : / _ -",
                  "^[A-Za-z0-9+=,.@:/_-]{2,1224}$"))
          .unset("none is sent")
          .effect("The external id that the role's trust policy asks for.")
          .example("hydrant-7f3a");

  static final Setting<URI> ENDPOINT =
      output("endpoint", new Endpoint())
          .unset("that of the region")
          .effect(
              "Another address to send to: a VPC endpoint, or anything else that speaks the"
                  + " protocol.")
          .example("http://127.0.0.1:4573");

  static final List<Setting<?>> ALL =
      List.of(
          NAME,
          ACCESS_KEY_ID,
          SECRET_ACCESS_KEY,
          SESSION_TOKEN,
          PROFILE,
          ROLE_ARN,
          EXTERNAL_ID,
          ENDPOINT);

  private OutputSettings() {}

  private static <T> Setting<T> output(String key, Shape<T> shape) {
    return Setting.of(Section.OUTPUT, key, shape, Role.DELIVERY);
  }
}
