package io.hydrant.settings;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes inputs of what is written under `inputs`.
final class InputResolver {
  private InputResolver() {}

  /// The input, or null when something that it cannot be without was refused.
  static @Nullable Input input(Block block) {
    String name = block.find(InputSettings.NAME);
    Senders senders = senders(block);
    ApiKey key = key(block, senders);
    Quota quota =
        new Quota(count(block, InputSettings.RATE), count(block, InputSettings.CONCURRENCY));
    AudienceAccess audiences = audiences(block, senders);
    Block limits = block.get(InputSettings.LIMITS).on();
    Limits resolved = limits == null ? noLimits() : limits(limits);
    return name == null || key == null
        ? null
        : new Input(name, key, senders, quota, resolved, audiences);
  }

  private static @Nullable Integer count(Block block, Setting<Long> setting) {
    Long found = block.find(setting);
    return found == null ? null : found.intValue();
  }

  /// Web pages have no secret: whoever opens one can read what it holds.
  private static @Nullable ApiKey key(Block block, Senders senders) {
    String key = block.find(InputSettings.KEY);
    List<Secret> secrets = live(block, InputSettings.SECRET);
    List<String> hashes = live(block, InputSettings.SECRET_SHA256);
    boolean isHashed = block.has(InputSettings.SECRET_SHA256);
    boolean isPublic = senders.platforms().equals(Set.of(Platform.WEB));
    boolean isSigned = senders.include(Platform.ANDROID) || senders.include(Platform.IOS);
    if (isSigned && isHashed) {
      return block
          .at(InputSettings.SECRET_SHA256)
          .refuse("is not enough for android and ios, which sign with the secret; write secret");
    }
    if (!isPublic && !isHashed && !block.has(InputSettings.SECRET)) {
      return block
          .named(InputSettings.SECRET)
          .refuse("is missing; write secret: " + InputSettings.SECRET.words().example());
    }
    if (secrets.size() + hashes.size() > ApiKey.SECRETS_MAX) {
      return block
          .at(InputSettings.SECRET_SHA256)
          .refuse("makes more than two with secret; take out the one that nobody uses any more");
    }
    boolean isOpen = isPublic || !secrets.isEmpty() || !hashes.isEmpty();
    return key == null || !isOpen ? null : new ApiKey(key, secrets, hashes);
  }

  private static <T> List<T> live(Block block, Setting<List<T>> setting) {
    List<T> found = block.find(setting);
    return found == null ? List.of() : found;
  }

  private static Senders senders(Block block) {
    Set<Platform> platforms = EnumSet.noneOf(Platform.class);
    block.get(InputSettings.PLATFORMS).forEach(word -> platforms.add(Platform.of(word)));
    if (platforms.isEmpty()) {
      block.at(InputSettings.PLATFORMS).refuse("is empty: nobody could send");
    }
    List<String> origins = block.find(InputSettings.ALLOWED_ORIGINS);
    if (block.has(InputSettings.ALLOWED_ORIGINS) && !platforms.contains(Platform.WEB)) {
      block.at(InputSettings.ALLOWED_ORIGINS).refuse("needs platforms: [web] beside it");
    }
    String feed = block.find(InputSettings.FEED);
    if (feed != null && !platforms.equals(Set.of(Platform.SERVER))) {
      block.at(InputSettings.FEED).refuse("needs platforms: [server]: a feed is a server's");
    }
    return new Senders(
        platforms,
        origins == null ? List.of() : origins,
        feed,
        block.get(InputSettings.MAX_REJECTED_BYTES),
        block.get(InputSettings.SIGNATURE_TOLERANCE));
  }

  /// An app's secret is everybody's who takes the app apart: people are not erased by it.
  private static AudienceAccess audiences(Block block, Senders senders) {
    String partner = block.find(InputSettings.PARTNER);
    Secret token = block.find(InputSettings.PARTNER_TOKEN);
    boolean isAllowed = block.get(InputSettings.AUDIENCES);
    if (isAllowed && !senders.include(Platform.SERVER)) {
      block.at(InputSettings.AUDIENCES).refuse("needs server among its platforms");
    }
    if (partner != null && !isAllowed) {
      block.at(InputSettings.PARTNER).refuse("needs audiences: true beside it");
    }
    if (token != null && partner == null) {
      block.at(InputSettings.PARTNER_TOKEN).refuse("needs partner beside it");
    }
    return new AudienceAccess(isAllowed, partner, token);
  }

  private static Limits limits(Block block) {
    return new Limits(
        new Limits.Requests(
            whole(block, LimitSettings.REQUEST_SIZE),
            whole(block, LimitSettings.BATCH_SIZE),
            whole(block, LimitSettings.BATCHES)),
        new Limits.Attributes(
            whole(block, LimitSettings.ATTRIBUTES), whole(block, LimitSettings.ATTRIBUTE_LENGTH)),
        new Limits.UserAttributes(
            whole(block, LimitSettings.USER_ATTRIBUTES),
            whole(block, LimitSettings.USER_ATTRIBUTE_LENGTH),
            whole(block, LimitSettings.LIST_ENTRIES),
            whole(block, LimitSettings.LIST_ENTRY_LENGTH)),
        whole(block, LimitSettings.NAME_LENGTH));
  }

  private static Limits noLimits() {
    return Limits.off(Definitions.standard(LimitSettings.REQUEST_SIZE).intValue());
  }

  private static int whole(Block block, Setting<Long> setting) {
    return block.get(setting).intValue();
  }
}
