package io.hydrant.select;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonOutput;
import io.hydrant.json.Splice;
import io.hydrant.model.FragmentDraft;
import io.hydrant.settings.Content;
import io.hydrant.settings.Toggle;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes the members of a batch that pass, all but its events and identities.
final class MemberSelection {
  private static final JsonName LOCATION = JsonName.of("location");

  private final JsonIndex json;
  private final Content content;
  private final FragmentDraft draft;
  private final JsonOutput out;
  private final Splice splice;
  private final SelectionListener listener;

  MemberSelection(
      JsonIndex json, Content content, FragmentDraft draft, SelectionListener listener) {
    this.json = json;
    this.content = content;
    this.draft = draft;
    this.listener = listener;
    this.out = draft.content();
    this.splice = new Splice(json, out);
  }

  void write(int batch) {
    for (int node = json.first(batch); node != JsonIndex.NONE; node = json.next(node)) {
      BatchMember member = BatchMember.of(BatchMember.NAMES.ofName(json, node));
      switch (member.passing()) {
        case BY_ITSELF -> {
          if (member == BatchMember.BATCH_ID && !json.is(node, Kind.NULL)) {
            int start = out.length();
            number(node);
            draft.batchId(start);
          } else if (member == BatchMember.ENVIRONMENT
              && Text.hasUpper(json.text(), json.start(node), json.end(node))) {
            listener.rewritten(node, Rule.DOCUMENTED_FORM);
          }
        }
        case SELECTED -> {
          Toggle needed = needed(member, node);
          if (needed == null || content.is(needed)) {
            write(member, node);
          } else {
            listener.leftOut(node, needed.key());
          }
        }
        case ONLY_INPUT -> listener.leftOut(node, Rule.ONLY_INPUT);
        case SERVER_SAYS -> listener.leftOut(node, Rule.SERVER_SAYS);
      }
    }
  }

  /// The setting without which a member is not sent at all; null: none.
  private @Nullable Toggle needed(BatchMember member, int node) {
    return switch (member) {
      case MP_DEVICEID -> Toggle.INCLUDE_MP_DEVICE_ID;
      case PARTNER_IDENTITIES -> Toggle.INCLUDE_USER_IDENTITIES;
      case DEVICE_INFO, APPLICATION_INFO -> Toggle.INCLUDE_METADATA;
      case CONTEXT ->
          json.find(node, LOCATION) == JsonIndex.NONE || json.count(node) > 1
              ? null
              : Toggle.INCLUDE_EVENT_BATCH_LOCATION;
      default -> null;
    };
  }

  private void write(BatchMember member, int node) {
    int start = out.length();
    out.put(json.text(), json.nameStart(node), json.nameEnd(node)).put(':');
    int value = out.length();
    switch (member) {
      case MPID -> number(node);
      case CONTEXT -> context(node);
      case DEVICE_INFO, APPLICATION_INFO -> metadata(Names.lower(member), node);
      default -> out.put(json.text(), json.start(node), json.end(node));
    }
    draft.member(member.merging(), start, value);
  }

  /// An integer that may have come as a string.
  private void number(int node) {
    if (json.is(node, Kind.STRING)) {
      out.put(json.string(node).getBytes(StandardCharsets.US_ASCII));
      listener.rewritten(node, Rule.NUMBER);
    } else {
      out.put(json.text(), json.start(node), json.end(node));
    }
  }

  private void context(int node) {
    int location = json.find(node, LOCATION);
    splice.begin(json.start(node));
    if (location != JsonIndex.NONE && !content.is(Toggle.INCLUDE_EVENT_BATCH_LOCATION)) {
      splice.remove(location);
      listener.leftOut(location, Toggle.INCLUDE_EVENT_BATCH_LOCATION.key());
    }
    splice.copyTo(json.end(node));
  }

  private void metadata(String name, int node) {
    splice.begin(json.start(node));
    if (json.is(node, Kind.OBJECT) && !content.metadataFieldExclusion().isEmpty()) {
      for (int each = json.first(node); each != JsonIndex.NONE; each = json.next(each)) {
        if (content.excludes(name, json.name(each))) {
          splice.remove(each);
          listener.leftOut(each, Content.METADATA_FIELD_EXCLUSION);
        }
      }
    }
    splice.copyTo(json.end(node));
  }
}
