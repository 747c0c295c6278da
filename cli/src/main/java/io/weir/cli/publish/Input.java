package io.weir.cli.publish;

import io.weir.cli.CommandException;
import io.weir.engine.error.ErrorKind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/** The records to send: of files, one after the other, or of the standard input. Thread: one. */
final class Input {
  /** A record of more bytes is none that a server would take, and would not fit in the memory. */
  private static final int MAX_RECORD = 64 << 20;

  private static final int BUFFER = 64 << 10;

  private final InputStream standard;
  private final List<Path> files;
  private final Split split;
  private final long totalBytes;
  private final AtomicLong readBytes = new AtomicLong();

  /** Takes the records, in their order; blocks while there is no room. */
  interface Sink {
    void put(String place, byte[] value) throws InterruptedException;
  }

  /**
   * @param files none: the standard input
   * @throws CommandException if one cannot be read
   */
  Input(InputStream standard, List<Path> files, Split split) {
    this.standard = standard;
    this.files = List.copyOf(files);
    this.split = split;
    this.totalBytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
    for (Path file : files) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        String why = Files.exists(file) ? "cannot be read" : "does not exist";
        throw new CommandException(ErrorKind.USER, file + ": " + why);
      }
    }
  }

  /** How much of it was read, from 0 to 1; empty: nobody knows how long it is. Any thread. */
  OptionalDouble share() {
    return totalBytes == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.min(1, readBytes.doubleValue() / totalBytes));
  }

  /** Reads it to its end, once. */
  void feed(Sink sink) throws IOException, InterruptedException {
    if (files.isEmpty()) {
      feed("standard input", "line ", standard, sink);
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        feed(file.toString(), file + ":", in, sink);
      }
    }
  }

  private void feed(String name, String linePrefix, InputStream in, Sink sink)
      throws IOException, InterruptedException {
    switch (split) {
      case WHOLE -> counted(sink).put(name, whole(name, in));
      case LINES -> lines(linePrefix, new BufferedInputStream(in, BUFFER), counted(sink));
    }
  }

  private Sink counted(Sink sink) {
    return (place, value) -> {
      sink.put(place, value);
      var _ = readBytes.addAndGet(value.length + 1L);
    };
  }

  private static byte[] whole(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_RECORD + 1);
    if (bytes.length > MAX_RECORD) {
      throw tooLarge(name);
    }
    return bytes;
  }

  private static void lines(String prefix, InputStream in, Sink sink)
      throws IOException, InterruptedException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 1;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        put(prefix + number, line, sink);
        number++;
      } else if (line.size() == MAX_RECORD) {
        throw tooLarge(prefix + number);
      } else {
        line.write(next);
      }
    }
    put(prefix + number, line, sink);
  }

  private static void put(String place, ByteArrayOutputStream line, Sink sink)
      throws InterruptedException {
    byte[] bytes = line.toByteArray();
    line.reset();
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    if (length > 0) {
      sink.put(place, length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }
  }

  private static IOException tooLarge(String place) {
    return new IOException(place + " is larger than " + (MAX_RECORD >> 20) + " MiB");
  }
}
