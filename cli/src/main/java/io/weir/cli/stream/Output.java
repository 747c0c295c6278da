package io.weir.cli.stream;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** What to print of a record. */
enum Output {
  VALUE,
  JSON,
  PRETTY,
  TABLE;

  Printer printer(Frame frame, boolean coloured) {
    return switch (this) {
      case VALUE -> frame.isJson() ? new WrappedValuePrinter(frame) : new ValuePrinter(frame);
      case JSON -> RecordPrinter.json(frame, coloured);
      case PRETTY -> RecordPrinter.pretty(frame, coloured);
      case TABLE -> RecordPrinter.table(frame, coloured);
    };
  }

  /**
   * By its name in lower case, as users write it.
   *
   * @throws TypeConversionException with what is allowed
   */
  static Output of(String name) {
    return Stream.of(values())
        .filter(it -> it.word().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException("'" + name + "' is not value, json, pretty or table"));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(values()).map(Output::word).iterator();
    }
  }
}
