package io.weir.cli.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.weir.cli.CommandException;
import io.weir.engine.error.ErrorKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cursor on a line of a file, for the next run. The file has the old one or the new one, and
 * never a part, whatever happens to the process: it is written beside it and then renamed.
 *
 * <p>Thread: {@link #keep} is for one, {@link #save} for any.
 */
final class CursorFile {
  private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_-]{16,}");
  private static final int LARGEST = 1 << 20;
  private static final int INTERVAL_MILLIS = 100;

  private final Path file;
  private final Path draft;
  private final Consumer<String> notices;
  private final Executor later;
  private final Optional<String> beginning;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile @Nullable String kept;

  /** Guarded by this. */
  private @Nullable String written;

  /** That it cannot be written is told once, until it can. */
  private boolean failing;

  /**
   * Reads it.
   *
   * @param later runs what it is given after a short while: so many cursors become one write
   * @throws CommandException if it can be neither read nor written, or has something else in it
   */
  CursorFile(Path file, Consumer<String> notices, Executor later) {
    this.file = file;
    this.draft = file.resolveSibling(file.getFileName() + ".tmp");
    this.notices = notices;
    this.later = later;
    this.beginning = read();
    this.written = beginning.orElse(null);
    check();
  }

  /** Reads it; from then on it is written ten times a second at most. */
  static CursorFile at(Path file, Consumer<String> notices) {
    Executor later = CompletableFuture.delayedExecutor(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    return new CursorFile(file, notices, later);
  }

  /** What was in it; empty if there is no file, or nothing in it. */
  Optional<String> beginning() {
    return beginning;
  }

  private Optional<String> read() {
    try {
      if (Files.notExists(file) || (Files.isRegularFile(file) && Files.size(file) == 0)) {
        return Optional.empty();
      }
      if (!Files.isRegularFile(file)) {
        throw wrong("is not a file");
      }
      String text = Files.size(file) > LARGEST ? "" : Files.readString(file, ISO_8859_1).strip();
      if (!CURSOR.matcher(text).matches()) {
        throw wrong("has no cursor of weir stream in it; remove it, or name another file");
      }
      return Optional.of(text);
    } catch (IOException e) {
      throw wrong("cannot be read: " + reason(e));
    }
  }

  /** It is known before the first record whether there will be anything to go on from. */
  private void check() {
    try {
      Files.write(draft, new byte[0]);
      Files.delete(draft);
    } catch (IOException e) {
      throw wrong("cannot be written: " + reason(e));
    }
  }

  /** Saves it, soon. */
  void keep(String cursor) {
    kept = cursor;
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      later.execute(
          () -> {
            scheduled.set(false);
            var _ = save();
          });
    }
  }

  /** Saves what was kept last, now; returns whether that is in the file, and tells if not. */
  synchronized boolean save() {
    String cursor = kept;
    if (cursor == null || cursor.equals(written)) {
      return true;
    }
    try {
      write(cursor);
      written = cursor;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        notices.accept("--save-cursor " + file + ": cannot be written: " + reason(e));
      }
      failing = true;
    }
    return !failing;
  }

  private void write(String cursor) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap((cursor + "\n").getBytes(ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String reason(IOException error) {
    return switch (error) {
      case NoSuchFileException e -> "there is no such folder";
      case AccessDeniedException e -> "access denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> String.valueOf(error.getMessage());
    };
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private CommandException wrong(String why) {
    return new CommandException(ErrorKind.USER, "--save-cursor " + file + ": " + why);
  }
}
