package io.weir.engine.frame;

import io.weir.engine.stream.Header;
import io.weir.engine.text.Rfc3339;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an event (CloudEvents 1.0.2), and where they stand in a record in binary mode
 * (its Kafka binding, section 3.2).
 */
final class CloudEventAttributes {
  static final String SPEC_VERSION = "specversion";
  static final String ID = "id";
  static final String SOURCE = "source";
  static final String TYPE = "type";
  static final String SUBJECT = "subject";
  static final String TIME = "time";
  static final String CONTENT_TYPE = "datacontenttype";

  /** Ours, whatever a record says: a cursor of somebody else would lead nowhere. */
  static final String CURSOR = "weircursor";

  static final Set<String> REQUIRED = Set.of(SPEC_VERSION, ID, SOURCE, TYPE);
  static final String VERSION = "1.0";
  static final String CONTENT_TYPE_HEADER = "content-type";

  private static final String PREFIX = "ce_";
  private static final String SCHEMA = "dataschema";
  private static final String DATA = "data";
  private static final Set<String> OWN =
      Set.of(SPEC_VERSION, ID, SOURCE, TYPE, SUBJECT, TIME, CONTENT_TYPE, SCHEMA);

  private CloudEventAttributes() {}

  /**
   * By name, in the order of their headers; of a header that is repeated the last counts, as always
   * in Kafka. Null: this is no event.
   */
  static @Nullable Map<String, String> of(List<Header> headers) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Header header : headers) {
      String name = attribute(header.name());
      if (name != null) {
        String value = text(header);
        if (value == null || !fits(name, value)) {
          return null;
        }
        attributes.put(name, value);
      }
    }
    return attributes.keySet().containsAll(REQUIRED) ? attributes : null;
  }

  /** Null: the header is about something else. */
  private static @Nullable String attribute(String header) {
    if (header.equals(CONTENT_TYPE_HEADER)) {
      return CONTENT_TYPE;
    }
    if (!header.startsWith(PREFIX)) {
      return null;
    }
    String name = header.substring(PREFIX.length());
    return name.equals(CONTENT_TYPE) ? header : name; // only the other header may say that
  }

  private static @Nullable String text(Header header) {
    byte[] value = header.value();
    return value == null || !Utf8.isValid(value) ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** Whether an event may have this attribute with this value. */
  static boolean fits(String name, String value) {
    if (!isName(name) || value.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    return switch (name) {
      case SPEC_VERSION -> value.equals(VERSION);
      case ID, TYPE, SUBJECT, CONTENT_TYPE -> !value.isEmpty();
      case SOURCE, SCHEMA -> !value.isEmpty() && isUri(value);
      case TIME -> Rfc3339.parse(value).isPresent();
      default -> true;
    };
  }

  /** Section "Naming conventions"; {@code data} is no attribute. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && !name.equals(DATA)
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  /** Whether its value need not be a string. */
  static boolean isExtension(String name) {
    return isName(name) && !OWN.contains(name);
  }

  private static boolean isUri(String value) {
    try {
      return new URI(value).toString().equals(value);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
