package io.hydrant.settings;

import io.hydrant.model.IdentityType;
import io.hydrant.vectors.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// `docs/hydrant.schema.json`: what editors complete and check by, from the definitions that the
/// parser reads by. A value with `${…}` in it is taken as it is: what it stands for is not known.
final class EditorSchema {
  private static final Map<String, Object> SUBSTITUTED =
      Map.of("$ref", "#/definitions/substituted");

  private static final String METADATA_FIELD =
      "^((" + String.join("|", MetadataField.NODES) + ")\\..+|[^.]+)$";

  private EditorSchema() {}

  static String text() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Hydrant");
    schema.put("allOf", List.of(reference(Section.ROOT)));
    Map<String, Object> definitions = new LinkedHashMap<>();
    for (Section section : Section.values()) {
      definitions.put(name(section), section(section));
    }
    definitions.put("substituted", ordered("type", "string", "pattern", "\\$\\{"));
    schema.put("definitions", definitions);
    return JsonText.indented(schema);
  }

  private static Map<String, Object> section(Section section) {
    Map<String, Object> keys = new LinkedHashMap<>();
    List<Object> required = new ArrayList<>();
    for (Setting<?> setting : Definitions.of(section)) {
      keys.put(setting.key(), key(setting));
      if (setting.words().standard() instanceof Setting.Standard.Required) {
        required.add(setting.key());
      }
    }
    Map<String, Object> schema = ordered("type", "object", "additionalProperties", false);
    schema.put("properties", keys);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  private static Map<String, Object> key(Setting<?> setting) {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("description", description(setting));
    Map<String, Object> shape = shape(setting.shape());
    // In this draft nothing counts beside a $ref.
    key.putAll(shape.containsKey("$ref") ? ordered("allOf", List.of(shape)) : shape);
    return key;
  }

  private static String description(Setting<?> setting) {
    String standard =
        switch (setting.words().standard()) {
          case Setting.Standard.Required _ -> "Required.";
          case Setting.Standard.Unset unset -> "Unset: " + unset.words() + ".";
          case Setting.Standard.Is is -> "Default: " + is.yaml() + ".";
        };
    return setting.words().effect()
        + (" Expected: " + setting.shape().words() + ". " + standard)
        + (" Example: " + setting.words().example());
  }

  private static Map<String, Object> shape(Shape<?> shape) {
    return switch (shape) {
      case Flag _ -> orSubstituted(ordered("type", "boolean"));
      case Whole whole ->
          orSubstituted(ordered("type", "integer", "minimum", whole.min(), "maximum", whole.max()));
      case Span _ -> pattern(Span.FORM);
      case Size size ->
          any(
              ordered("type", "string", "pattern", Size.FORM),
              ordered("type", "integer", "minimum", size.minBytes(), "maximum", size.maxBytes()),
              SUBSTITUTED);
      case Text text -> pattern(text.form());
      case StreamName _ -> pattern(StreamName.FORM);
      case SecretText _, WebAddress _ -> ordered("type", "string", "minLength", 1L);
      case Sha256Text _ -> pattern(Sha256Text.FORM);
      case OneOrTwo<?> some ->
          any(
              shape(some.each()),
              ordered(
                  "type", "array", "items", shape(some.each()), "minItems", 1L, "maxItems", 2L));
      case Choice choice -> orSubstituted(ordered("enum", List.copyOf(choice.all())));
      case Choices choices -> list(shape(choices.each()));
      case IdentityTypes _ -> list(identity());
      case IdentityNames _ ->
          ordered(
              "type",
              "object",
              "propertyNames",
              identity(),
              "additionalProperties",
              nameOfIdentity());
      case AudienceIds _ -> atLeastOne(list(ordered("type", "integer", "minimum", 1L)));
      case Origins _ -> atLeastOne(list(pattern(Origins.FORM)));
      case MetadataFields _ -> list(pattern(METADATA_FIELD));
      case Address _ -> pattern(Address.FORM);
      case AddressRanges _ -> list(ordered("type", "string"));
      case HostNames _ -> list(pattern(HostNames.FORM));
      case PasswordHash _ -> pattern(PasswordHash.FORM);
      case PemFile _ -> ordered("type", "string", "minLength", 1L);
      case Endpoint _ -> pattern("^https?://[^/?#@]+(/[^?#]*)?$");
      case Reference.One _ -> shape(Text.NAME);
      case Reference.Many _ -> atLeastOne(list(shape(Text.NAME)));
      case Block.One block -> reference(block.section());
      case Block.Many block -> many(block);
      case OrOff<?> orOff -> any(shape(orOff.inner()), ordered("const", "off"), SUBSTITUTED);
      case SpanOrForever _ -> pattern("^(0|[1-9][0-9]{0,11})(ms|s|m|h|d)$|^forever$");
    };
  }

  private static Map<String, Object> identity() {
    return ordered("enum", Stream.of(IdentityType.values()).map(IdentityType::output).toList());
  }

  private static Map<String, Object> nameOfIdentity() {
    return ordered("type", "string", "pattern", IdentityNames.FORM);
  }

  private static Map<String, Object> many(Block.Many block) {
    Map<String, Object> list = list(reference(block.section()));
    boolean isOptional =
        block.section() == Section.OUTPUT || block.section() == Section.CONSOLE_USER;
    return isOptional ? list : atLeastOne(list);
  }

  private static Map<String, Object> reference(Section section) {
    return ordered("$ref", "#/definitions/" + name(section));
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return ordered("type", "array", "items", items);
  }

  private static Map<String, Object> atLeastOne(Map<String, Object> list) {
    list.put("minItems", 1L);
    return list;
  }

  private static Map<String, Object> pattern(String form) {
    return orSubstituted(ordered("type", "string", "pattern", form));
  }

  private static Map<String, Object> orSubstituted(Map<String, Object> schema) {
    return any(schema, SUBSTITUTED);
  }

  private static Map<String, Object> any(Object... schemas) {
    return ordered("anyOf", List.of(schemas));
  }

  private static String name(Section section) {
    return section.name().toLowerCase(Locale.ROOT);
  }

  /// Keys and values by turns.
  private static Map<String, Object> ordered(Object... members) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      ordered.put(String.valueOf(members[i]), members[i + 1]);
    }
    return ordered;
  }
}
