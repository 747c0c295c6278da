package io.weir.cli.stream;

import io.weir.cli.connection.Target;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where in a stream to begin, and to go on the next time. */
final class PositionOptions {
  /** A value session tells its cursor so often; its records have none. */
  private static final String OFTEN = "every:1s";

  /** Elsewhere each record has its cursor, which stands still where few records match. */
  private static final String SELDOM = "every:30s";

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      completionCandidates = Words.class,
      description =
          "Begin there: latest, earliest, an instant like 2026-11-20T12:00:00Z, a time back from"
              + " now like -15m, or a cursor.")
  private @Nullable String from;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Begin with the N most recent records that match.")
  private @Nullable Integer last;

  @Option(
      names = "--save-cursor",
      paramLabel = "FILE",
      description = {
        "Keep in FILE where to go on, and go on there if it is there already:",
        "no record is missed, whatever was killed meanwhile; the last ones may come again."
      })
  private @Nullable Path file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** Whether any of them is there. */
  boolean isGiven() {
    return from != null || last != null || isSaved();
  }

  boolean isSaved() {
    return file != null;
  }

  /**
   * Where the connections to a server begin.
   *
   * @param frame in which it is to send
   */
  Bookmark bookmark(Target target, Frame frame, Consumer<String> notices) {
    check();
    if (frame == Frame.FOREIGN) {
      return new Bookmark(target, Optional.empty());
    }
    Optional<CursorFile> cursor = Optional.ofNullable(file).map(it -> CursorFile.at(it, notices));
    return new Bookmark(beginning(told(target, frame)), cursor);
  }

  private void check() {
    if (from != null && last != null) {
      throw wrong("--from and --last both say where to begin; leave one out");
    }
    if (from != null && from.isBlank()) {
      throw wrong("--from: give latest, earliest, an instant, a time like -15m, or a cursor");
    }
    if (last != null && last < 1) {
      throw wrong("--last " + last + ": at least 1");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Asks for what it takes to go on after a loss; what the URL says already stays. */
  private static Target told(Target target, Frame frame) {
    Target framed = frame.isJson() ? target.orWith("frame", frame.word()) : target;
    Target greeted =
        framed.orWith("hello", "true").orWith("cursor", frame.isJson() ? SELDOM : OFTEN);
    return greeted.has("on_gap") ? greeted : greeted.orWith("notices", "true");
  }

  private Target beginning(Target target) {
    if (from == null && last == null) {
      return target;
    }
    Target anywhere = target.without(Set.of("from", "last"));
    return from != null
        ? anywhere.with("from", List.of(from))
        : anywhere.with("last", List.of(String.valueOf(last)));
  }

  /** For completion. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("latest", "earliest").iterator();
    }
  }
}
