package io.hydrant.sdk;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.Int64;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonOutput;
import io.hydrant.sdk.NativeForm.Value;
import java.util.Locale;
import java.util.Map;

/// The forms that tables are made of.
final class NativeForms {
  /// The bytes that came.
  static final NativeForm AS_IS = new Copied(value -> true);

  /// The same, of a 64-bit integer.
  static final NativeForm INTEGER =
      new Copied(value -> value.isNull() || Int64.is(value.json(), value.node()));

  /// The same, of a text.
  static final NativeForm TEXT = new Copied(value -> value.isNull() || value.is(Kind.STRING));

  /// The same, of an object.
  static final NativeForm OBJECT = new Copied(value -> value.isNull() || value.is(Kind.OBJECT));

  /// Attributes, where the text `null` stands for one without a value.
  static final NativeForm TAGS = new Tags();

  private NativeForms() {}

  /// What a [Copied] asks.
  @FunctionalInterface
  private interface Fitting {
    boolean fits(Value value);
  }

  /// Bytes that pass.
  private record Copied(Fitting fitting) implements NativeForm {
    @Override
    public boolean fits(Value value) {
      return fitting.fits(value);
    }

    @Override
    public void write(Value value, JsonOutput out) {
      value.copyTo(out);
    }
  }

  /// A text that has another in the Events API; one that is not listed is written in lower case.
  static NativeForm words(Map<String, String> words) {
    return new NativeForm() {
      @Override
      public boolean fits(Value value) {
        return value.is(Kind.STRING);
      }

      @Override
      public void write(Value value, JsonOutput out) {
        String text = value.json().string(value.node());
        out.string(words.getOrDefault(text, text.toLowerCase(Locale.ROOT)));
      }
    };
  }

  /// A number or literal that has a text in the Events API.
  static NativeForm codes(Map<String, String> texts) {
    return new NativeForm() {
      @Override
      public boolean fits(Value value) {
        return texts.containsKey(value.json().raw(value.node()));
      }

      @Override
      public void write(Value value, JsonOutput out) {
        out.string(texts.getOrDefault(value.json().raw(value.node()), ""));
      }
    };
  }

  /// The same, unless the object says it better under another name.
  static NativeForm unless(String better, NativeForm form) {
    JsonName name = JsonName.of(better);
    return new NativeForm() {
      @Override
      public boolean fits(Value value) {
        int other = value.json().findValue(value.object(), name);
        return other == NONE && form.fits(value);
      }

      @Override
      public void write(Value value, JsonOutput out) {
        form.write(value, out);
      }
    };
  }

  /// An object whose members a table names.
  static NativeForm object(NativeTable table) {
    return new NativeForm() {
      @Override
      public boolean fits(Value value) {
        return value.isNull() || value.is(Kind.OBJECT);
      }

      @Override
      public void write(Value value, JsonOutput out) {
        if (value.isNull()) {
          value.copyTo(out);
        } else {
          table.write(value.json(), value.node(), out);
        }
      }
    };
  }

  /// An array of such values; an element that is none passes as it came.
  static NativeForm array(NativeForm element) {
    return new Each(Kind.ARRAY, element);
  }

  /// An object of such values under names of the sender's; one that is none passes as it came.
  static NativeForm named(NativeForm member) {
    return new Each(Kind.OBJECT, member);
  }

  /// What is inside an array or object, one by one.
  private record Each(Kind kind, NativeForm inner) implements NativeForm {
    @Override
    public boolean fits(Value value) {
      return value.is(kind);
    }

    @Override
    public void write(Value value, JsonOutput out) {
      JsonIndex json = value.json();
      out.put(kind == Kind.OBJECT ? '{' : '[');
      for (int node = json.first(value.node()); node != NONE; node = json.next(node)) {
        out.put(node == json.first(value.node()) ? "" : ",");
        if (kind == Kind.OBJECT) {
          out.put(json.text(), json.nameStart(node), json.nameEnd(node)).put(':');
        }
        either(inner, value.with(node), out);
      }
      out.put(kind == Kind.OBJECT ? '}' : ']');
    }
  }

  private static void either(NativeForm form, Value value, JsonOutput out) {
    if (form.fits(value)) {
      form.write(value, out);
    } else {
      value.copyTo(out);
    }
  }

  /// See [#TAGS].
  private static final class Tags implements NativeForm {
    private static final JsonName NULL = JsonName.of("null");

    @Override
    public boolean fits(Value value) {
      return value.isNull() || value.is(Kind.OBJECT);
    }

    @Override
    public void write(Value value, JsonOutput out) {
      if (value.isNull()) {
        value.copyTo(out);
      } else {
        named(
                new NativeForm() {
                  @Override
                  public boolean fits(Value tag) {
                    return tag.json().isString(tag.node(), NULL);
                  }

                  @Override
                  public void write(Value tag, JsonOutput to) {
                    to.put("null");
                  }
                })
            .write(value, out);
      }
    }
  }
}
