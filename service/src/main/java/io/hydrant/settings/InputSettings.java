package io.hydrant.settings;

import java.util.List;

/// The keys of an input.
final class InputSettings {
  static final Setting<String> NAME =
      input("name", Text.NAME)
          .required()
          .effect("What connections, the console and metrics call it.")
          .example("ios-app");

  static final Setting<String> KEY =
      input("key", new Text("1 to 128 visible ASCII characters without :", "^[!-9;-~]{1,128}$"))
          .required()
          .effect(
              "The API key its clients are given: the user name of HTTP Basic, and public where they"
                  + " are web pages.")
          .example("us1-0123456789abcdef");

  static final Setting<List<Secret>> SECRET =
      input("secret", new OneOrTwo<>(new SecretText()))
          .unset("an error without `secretSha256`, unless `platforms` is `[web]`")
          .effect(
              "The password of HTTP Basic: the API secret its clients are given. Of two, each counts,"
                  + " so that clients can change from one to the other. Web pages have none.")
          .example("${env:IOS_SECRET}");

  static final Setting<List<String>> SECRET_SHA256 =
      input("secretSha256", new OneOrTwo<>(new Sha256Text()))
          .unset("`secret` says them")
          .effect(
              "The hashes of secrets, in place of the secrets or of one beside `secret`: enough for HTTP"
                  + " Basic. A mobile SDK signs with the secret, so that `android` and `ios` need it.")
          .example("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");

  static final Setting<Long> RATE =
      input("rate", new Whole(1, 1_000_000))
          .unset("any rate")
          .effect("Batches a second it may send; more are answered 429 with Retry-After.")
          .example("500");

  static final Setting<Long> CONCURRENCY =
      input("concurrency", new Whole(1, 100_000))
          .unset("any number")
          .effect(
              "Requests of it that are worked on at once, from the last byte of the body to the answer;"
                  + " more are answered 429 with Retry-After.")
          .example("64");

  static final Setting<OrOff.Taken<Block>> LIMITS =
      input("limits", new OrOff<>(new Block.One(Section.LIMITS)))
          .standard("{}")
          .effect("What it takes at most; `off` lifts all limits but that of the request.")
          .example("off");

  static final Setting<List<String>> PLATFORMS =
      input("platforms", new Choices(Choice.of("server", "web", "android", "ios")))
          .standard("[server]")
          .effect(
              "Whose doors its key opens: `server` is the Events API, `web` the browser SDK's, for"
                  + " which the key alone is enough, `android` and `ios` the mobile SDKs', which sign"
                  + " with the secret.")
          .example("[android, ios]");

  static final Setting<Long> SIGNATURE_TOLERANCE =
      input("signatureTolerance", new Span(1_000, 86_400_000))
          .standard("5m")
          .effect(
              "How far the clock of a phone may be off: what a mobile SDK signed earlier or later is"
                  + " answered 403, and the SDK throws it away. The same signature counts once.")
          .example("12h");

  static final Setting<List<String>> ALLOWED_ORIGINS =
      input("allowedOrigins", new Origins())
          .unset("all web pages")
          .effect("The web pages that may send. Needs `platforms: [web]`.")
          .example("[\"https://shop.example\"]");

  static final Setting<Long> MAX_REJECTED_BYTES =
      input("maxRejectedBytes", new Size(1L << 20, 1L << 40))
          .standard("64MiB")
          .effect(
              "How much is kept of what SDKs sent and is invalid, for a person to look at: they are"
                  + " answered 202, because they would repeat it for ever. The oldest goes first.")
          .example("256MiB");

  static final Setting<String> FEED =
      input("feed", Text.NAME)
          .unset("it is no feed")
          .effect(
              "The name of the feed it is: its batches are of the channel `partner`, with this name in"
                  + " `source_info.partner` and in the attribute `mParticle Source Feed` of each event.")
          .example("acme-feed");

  static final Setting<Boolean> AUDIENCES =
      input("audiences", new Flag())
          .standard("false")
          .effect(
              "Whether it may change audiences and erase people: `/v1/audiences`, `/v1/users`."
                  + " Needs `server` among its `platforms`.")
          .example("true");

  static final Setting<String> PARTNER =
      input("partner", Text.NAME)
          .unset("it has no partner door")
          .effect(
              "The name of its partner door: the public partner SDK's messages are taken at"
                  + " `/v1/partner/` and this name. Needs `audiences: true`.")
          .example("acme");

  static final Setting<Secret> PARTNER_TOKEN =
      input("partnerToken", new SecretText())
          .unset("key and secret, by HTTP Basic")
          .effect("What opens the partner door as well: `Authorization: Bearer` and this token.")
          .example("${env:ACME_TOKEN}");

  static final List<Setting<?>> ALL =
      List.of(
          NAME,
          KEY,
          SECRET,
          SECRET_SHA256,
          RATE,
          CONCURRENCY,
          LIMITS,
          PLATFORMS,
          ALLOWED_ORIGINS,
          SIGNATURE_TOLERANCE,
          MAX_REJECTED_BYTES,
          AUDIENCES,
          PARTNER,
          PARTNER_TOKEN,
          FEED);

  private InputSettings() {}

  private static <T> Setting<T> input(String key, Shape<T> shape) {
    return Setting.of(Section.INPUT, key, shape, Role.INPUT);
  }
}
