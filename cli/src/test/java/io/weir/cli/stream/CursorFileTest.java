package io.weir.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.CommandException;
import io.weir.engine.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short while until something is written passes where a test says so. */
final class CursorFileTest {
  private static final String ONE = "AVRy_cursor-number-one";
  private static final String TWO = "AVRy_cursor-number-two";

  @TempDir private Path folder;
  private Path file;
  private Path draft;
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void name() {
    file = folder.resolve("trucks.cursor");
    draft = folder.resolve("trucks.cursor.tmp");
  }

  @Test
  void whatIsKeptIsThereTheNextTime() throws IOException {
    CursorFile first = open();
    assertThat(first.beginning()).isEmpty();
    first.keep(ONE);
    assertThat(file).doesNotExist();
    later.remove().run();
    assertThat(file).hasContent(ONE);
    assertThat(open().beginning()).contains(ONE);
    assertThat(draft).doesNotExist();
  }

  @Test
  void manyCursorsAreOneWrite() {
    CursorFile cursors = open();
    cursors.keep(ONE);
    cursors.keep(TWO);
    assertThat(later).hasSize(1);
    later.remove().run();
    assertThat(file).hasContent(TWO);
    cursors.keep(ONE);
    assertThat(later).hasSize(1);
  }

  @Test
  void atTheEndItIsSavedAtOnce() {
    CursorFile cursors = open();
    cursors.keep(ONE);
    assertThat(cursors.save()).isTrue();
    assertThat(file).hasContent(ONE);
  }

  @Test
  void aFileThatIsEmptyHasNoCursorYet() throws IOException {
    Files.createFile(file);
    assertThat(open().beginning()).isEmpty();
  }

  @Test
  void aCrashBeforeTheRenameLeavesTheOldOne() throws IOException {
    Files.writeString(file, ONE + "\n");
    Files.writeString(draft, TWO.substring(0, 5));
    CursorFile cursors = open();
    assertThat(cursors.beginning()).contains(ONE);
    cursors.keep(TWO);
    assertThat(cursors.save()).isTrue();
    assertThat(file).hasContent(TWO);
    assertThat(draft).doesNotExist();
  }

  @Test
  void whatIsNoCursorIsRefusedAndStays() throws IOException {
    for (String foreign :
        List.of("short", ONE + "\n" + TWO, "{\"cursor\":\"" + ONE + "\"}", "ü\0")) {
      Files.writeString(file, foreign);
      assertRefused("has no cursor of weir stream in it; remove it, or name another file");
      assertThat(file).hasContent(foreign);
    }
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    Files.createDirectory(file);
    assertRefused("is not a file");
  }

  @Test
  void whatCannotBeWrittenIsKnownBeforeTheFirstRecord() {
    file = folder.resolve("missing/trucks.cursor");
    assertRefused("cannot be written: there is no such folder");
  }

  @Test
  void aFailureIsToldOnceAndTriedAgain() throws IOException {
    CursorFile cursors = open();
    Files.createDirectory(draft);
    cursors.keep(ONE);
    assertThat(cursors.save()).isFalse();
    assertThat(cursors.save()).isFalse();
    assertThat(notices).singleElement().asString().contains(file + ": cannot be written: ");
    Files.delete(draft);
    assertThat(cursors.save()).isTrue();
    assertThat(file).hasContent(ONE);
  }

  private CursorFile open() {
    return new CursorFile(file, notices::add, later::add);
  }

  private void assertRefused(String why) {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            CommandException.class,
            it -> assertThat(it.exitCode()).isEqualTo(ErrorKind.USER.exitCode()))
        .hasMessage("--save-cursor " + file + ": " + why);
  }
}
