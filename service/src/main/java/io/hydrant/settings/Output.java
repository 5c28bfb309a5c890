package io.hydrant.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What is written under `outputs`: the part of a delivery that connections share.
record Output(@Nullable URI endpoint, Credentials credentials, @Nullable AssumedRole role) {
  static final Output STANDARD = new Output(null, new Credentials.DefaultChain(), null);

  static Output of(Block block) {
    return new Output(block.find(OutputSettings.ENDPOINT), credentials(block), role(block));
  }

  private static Credentials credentials(Block block) {
    String profile = block.find(OutputSettings.PROFILE);
    Secret id = block.find(OutputSettings.ACCESS_KEY_ID);
    Secret secret = block.find(OutputSettings.SECRET_ACCESS_KEY);
    Secret token = block.find(OutputSettings.SESSION_TOKEN);
    together(block, OutputSettings.ACCESS_KEY_ID, OutputSettings.SECRET_ACCESS_KEY);
    together(block, OutputSettings.SECRET_ACCESS_KEY, OutputSettings.ACCESS_KEY_ID);
    together(block, OutputSettings.SESSION_TOKEN, OutputSettings.ACCESS_KEY_ID);
    if (block.has(OutputSettings.PROFILE) && block.has(OutputSettings.ACCESS_KEY_ID)) {
      block.at(OutputSettings.PROFILE).refuse("write either profile or accessKeyId, not both");
    }
    if (id != null && secret != null) {
      return new Credentials.AccessKeys(id, secret, token);
    }
    return profile == null ? new Credentials.DefaultChain() : new Credentials.Profile(profile);
  }

  private static @Nullable AssumedRole role(Block block) {
    String arn = block.find(OutputSettings.ROLE_ARN);
    String externalId = block.find(OutputSettings.EXTERNAL_ID);
    together(block, OutputSettings.EXTERNAL_ID, OutputSettings.ROLE_ARN);
    return arn == null ? null : new AssumedRole(arn, externalId);
  }

  private static void together(Block block, Setting<?> written, Setting<?> needed) {
    if (block.has(written) && !block.has(needed)) {
      block.at(written).refuse("needs " + needed.key() + " beside it");
    }
  }
}
