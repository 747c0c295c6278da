package io.weir.dialects.weir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of {@code weir.v1} as JSON: one member, whose name is the command and whose value is an
 * object of parameters. Used once, by one thread.
 *
 * <p>As much as can be read is kept, so that the client is told the id of a message that makes no
 * sense.
 */
final class CommandMessage {
  static final String ID = "id";

  private static final String FORM =
      "send a JSON object with one command, like {\"subscribe\":{\"stream\":\"NAME\",\"id\":1}}";

  /** Remembers no names: strangers choose them. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  /** What a parameter is in JSON. */
  enum Shape {
    TEXT("give a string"),
    TEXTS("give a string, or an array of strings"),
    NUMBER("give a number"),
    JSON("give JSON");

    private final String fits;

    Shape(String fits) {
      this.fits = fits;
    }
  }

  private final Map<String, Map<String, Shape>> shapesOf;
  private Map<String, Shape> shapes = Map.of();
  private String source = "";
  private final Map<String, List<String>> parameters = new LinkedHashMap<>();
  private String command = "";
  private @Nullable CommandId id;
  private @Nullable RuntimeException firstFault;

  /**
   * @param shapesOf by command, the shapes of the parameters that have one; others are read as
   *     texts
   */
  CommandMessage(Map<String, Map<String, Shape>> shapesOf) {
    this.shapesOf = shapesOf;
  }

  /**
   * Reads a message, once.
   *
   * @throws io.weir.engine.error.RefusedException if it is not one; the id may be known even so
   */
  void read(String text) {
    source = text;
    try (JsonParser parser = JSON.createParser(text)) {
      readCommand(parser);
    } catch (IOException e) {
      throw Wrong.refused("this is no JSON: " + FORM);
    }
    if (firstFault != null) {
      throw firstFault;
    }
  }

  String command() {
    return command;
  }

  Query query() {
    return new Query(parameters);
  }

  Optional<CommandId> id() {
    return Optional.ofNullable(id);
  }

  private void readCommand(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT
        || parser.nextToken() != JsonToken.FIELD_NAME) {
      throw Wrong.refused("this is no command: " + FORM);
    }
    command = parser.currentName();
    shapes = shapesOf.getOrDefault(command, Map.of());
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Wrong.refused("command %s has no object: %s".formatted(Wrong.shown(command), FORM));
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      readMember(parser);
    }
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw Wrong.refused("this is more than one command: " + FORM);
    }
    if (parser.nextToken() != null) {
      throw Wrong.refused("this is more than one JSON object: " + FORM);
    }
  }

  /** The first fault is told once all is read, because the id may come behind it. */
  private void readMember(JsonParser parser) throws IOException {
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    if (name.equals(ID)) {
      readId(parser, value);
    } else {
      List<String> texts = texts(parser, name, value);
      if (parameters.put(name, texts) != null) {
        fault(
            Wrong.refused(
                "parameter %s is given twice: give it once".formatted(Wrong.shown(name))));
      }
    }
    parser.skipChildren();
  }

  private void readId(JsonParser parser, JsonToken value) throws IOException {
    boolean isText = value == JsonToken.VALUE_STRING;
    if ((!isText && !value.isNumeric()) || parser.getText().length() > CommandId.MAX_CHARS) {
      fault(Wrong.refused("parameter id: give a string or a number of at most 64 characters"));
    } else if (id != null) {
      fault(Wrong.refused("parameter id is given twice: give it once"));
    } else {
      id = isText ? CommandId.ofText(parser.getText()) : CommandId.ofNumber(parser.getText());
    }
  }

  private List<String> texts(JsonParser parser, String name, JsonToken value) throws IOException {
    Shape shape = shapes.getOrDefault(name, Shape.TEXT);
    if (shape == Shape.JSON) {
      return List.of(written(parser));
    }
    if (shape == Shape.TEXTS && value == JsonToken.START_ARRAY) {
      return array(parser, name);
    }
    boolean fits = shape == Shape.NUMBER ? value.isNumeric() : value == JsonToken.VALUE_STRING;
    if (!fits && shapes.containsKey(name)) {
      fault(Wrong.refused("parameter %s: %s".formatted(name, shape.fits)));
    }
    return value.isScalarValue() ? List.of(parser.getText()) : List.of();
  }

  /** A value of any kind, as it stands in the message. */
  private String written(JsonParser parser) throws IOException {
    int begin = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    return source.substring(begin, (int) parser.currentLocation().getCharOffset());
  }

  private List<String> array(JsonParser parser, String name) throws IOException {
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        fault(Wrong.refused("parameter %s: %s".formatted(name, Shape.TEXTS.fits)));
      }
      texts.add(parser.getText());
      parser.skipChildren();
    }
    if (texts.isEmpty()) {
      fault(Wrong.refused("parameter %s is empty: leave it out for all records".formatted(name)));
    }
    return texts;
  }

  private void fault(RuntimeException fault) {
    if (firstFault == null) {
      firstFault = fault;
    }
  }
}
