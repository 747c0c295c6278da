package io.weir.cli.stream;

import io.weir.cli.connection.Target;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/** What the messages of a server are. */
enum Frame {
  /** Anything: the server is not Weir. */
  FOREIGN,
  /** Values as they are; control frames begin with a mark. */
  VALUE,
  /** Records as JSON, with a cursor each. */
  RECORD,
  /** CloudEvents as JSON, with a cursor each. */
  CLOUDEVENTS;

  private static final List<Frame> OF_WEIR = List.of(VALUE, RECORD, CLOUDEVENTS);

  /** Whether a message is a JSON object of Weir's, be it a record or a control frame. */
  boolean isJson() {
    return this == RECORD || this == CLOUDEVENTS;
  }

  /** As it stands in a URL. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that a query asks for, if it is one that we know. */
  static Optional<Frame> in(Target target) {
    return OF_WEIR.stream().filter(it -> target.has("frame", it.word())).findFirst();
  }

  /**
   * By its word.
   *
   * @throws TypeConversionException with what is allowed
   */
  static Frame of(String word) {
    return OF_WEIR.stream()
        .filter(it -> it.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException("'" + word + "' is not value, record or cloudevents"));
  }

  /** For completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return OF_WEIR.stream().map(Frame::word).iterator();
    }
  }
}
