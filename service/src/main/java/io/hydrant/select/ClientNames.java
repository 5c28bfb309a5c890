package io.hydrant.select;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonNames;
import io.hydrant.json.JsonOutput;
import io.hydrant.json.PlainText;
import io.hydrant.json.Splice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Words of events that clients write differently leave in the documented form: upper-case enums of
/// the Java SDK, numbers of the browser's promotions, short transitions. ASCII letters of strings
/// become lower case; nothing else of any value is touched.
final class ClientNames {
  private static final JsonName ACTION = JsonName.of("action");
  private static final JsonNames SHORT_TRANSITIONS =
      JsonNames.of(List.of("initialized", "exit", "background", "foreground"));
  private static final byte[] TRANSITION = ascii("\"application_");
  private static final byte[] VIEW = ascii("\"view\"");
  private static final byte[] CLICK = ascii("\"click\"");

  private final JsonIndex json;
  private final Splice splice;
  private final SelectionListener listener;

  ClientNames(JsonIndex json, Splice splice, SelectionListener listener) {
    this.json = json;
    this.splice = splice;
    this.listener = listener;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// An event's `event_type`, known to be of this type.
  void eventType(EventType type, int node) {
    if (type != EventType.UNKNOWN && !type.isWrittenAsDocumented(json, node)) {
      replace(node).put(type.quoted());
    }
  }

  /// A member of the `data` of an event of this type.
  void data(DataMember member, EventType type, int node) {
    switch (type) {
      case CUSTOM_EVENT -> {
        if (member == DataMember.CUSTOM_EVENT_TYPE) {
          lower(node);
        }
      }
      case COMMERCE_EVENT -> {
        if (member == DataMember.PRODUCT_ACTION) {
          lower(json.find(node, ACTION));
        } else if (member == DataMember.PROMOTION_ACTION) {
          promotion(json.find(node, ACTION));
        }
      }
      case PUSH_MESSAGE -> {
        if (member == DataMember.PUSH_MESSAGE_TYPE
            || member == DataMember.NETWORK
            || member == DataMember.APPLICATION_STATE) {
          lower(node);
        }
      }
      case APPLICATION_STATE_TRANSITION -> {
        if (member == DataMember.APPLICATION_TRANSITION_TYPE) {
          transition(node);
        }
      }
      default -> {}
    }
  }

  private void promotion(int node) {
    if (json.is(node, Kind.NUMBER) && json.end(node) - json.start(node) == 1) {
      switch (json.text()[json.start(node)]) {
        case '1' -> replace(node).put(VIEW);
        case '2' -> replace(node).put(CLICK);
        default -> {}
      }
    } else {
      lower(node);
    }
  }

  private void transition(int node) {
    if (!json.is(node, Kind.STRING)) {
      return;
    }
    byte[] lower = Text.toLower(PlainText.of(json.text(), json.start(node), json.end(node)));
    if (SHORT_TRANSITIONS.ofText(lower, 0, lower.length) == JsonNames.UNKNOWN) {
      lower(node);
    } else {
      replace(node).put(TRANSITION).put(lower).put('"');
    }
  }

  private void lower(int node) {
    if (!json.is(node, Kind.STRING)) {
      return;
    }
    int start = json.start(node);
    int end = json.end(node);
    if (!PlainText.isPlain(json.text(), start, end)) {
      String text = json.string(node);
      String lower = Text.toLower(text);
      if (!lower.equals(text)) {
        replace(node).string(lower);
      }
    } else if (Text.hasUpper(json.text(), start, end)) {
      byte[] lower = Arrays.copyOfRange(json.text(), start, end);
      replace(node).put(Text.toLower(lower));
    }
  }

  private JsonOutput replace(int node) {
    listener.rewritten(node, Rule.DOCUMENTED_FORM);
    return splice.replace(node);
  }
}
