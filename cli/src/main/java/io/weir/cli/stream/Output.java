package io.weir.cli.stream;

import java.util.Locale;

/** What to print of a record. */
enum Output {
  VALUE,
  JSON,
  PRETTY;

  /** Whether the server should send whole records and not only their values. */
  boolean needsRecords() {
    return this != VALUE;
  }

  Printer printer(boolean isNative, boolean coloured) {
    return switch (this) {
      case VALUE -> new ValuePrinter(isNative);
      case JSON -> RecordPrinter.json(isNative, coloured);
      case PRETTY -> RecordPrinter.pretty(isNative, coloured);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
