package io.weir.cli.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.CommandException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputTest {
  @TempDir private Path folder;

  @Test
  void aRecordIsALineWithoutItsEnd() throws Exception {
    assertThat(records(Split.LINES, "a\r\nb\rc\n\n\r\n d \nlast"))
        .containsExactly("line 1: a", "line 2: b\rc", "line 5:  d ", "line 6: last");
  }

  @Test
  void nothingIsNoRecord() throws Exception {
    assertThat(records(Split.LINES, "")).isEmpty();
  }

  @Test
  void theWholeInputIsOneRecord() throws Exception {
    assertThat(records(Split.WHOLE, "a\nb\n")).containsExactly("standard input: a\nb\n");
  }

  @Test
  void filesAreReadOneAfterTheOther() throws Exception {
    Path first = Files.writeString(folder.resolve("first"), "a\nb");
    Path second = Files.writeString(folder.resolve("second"), "c\n");
    assertThat(
            records(new Input(InputStream.nullInputStream(), List.of(first, second), Split.LINES)))
        .containsExactly(first + ":1: a", first + ":2: b", second + ":1: c");
    assertThat(records(new Input(InputStream.nullInputStream(), List.of(first), Split.WHOLE)))
        .containsExactly(first + ": a\nb");
  }

  @Test
  void saysHowMuchOfTheFilesWasRead() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "abc\nabc\n");
    Input input = new Input(InputStream.nullInputStream(), List.of(file), Split.LINES);
    List<Double> shares = new ArrayList<>();
    input.feed((place, value) -> shares.add(input.share().orElseThrow()));
    assertThat(shares).containsExactly(0.0, 0.5);
    assertThat(input.share()).hasValue(1);
    assertThat(new Input(InputStream.nullInputStream(), List.of(), Split.LINES).share()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsSaidAtOnce() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(
            () -> new Input(InputStream.nullInputStream(), List.of(missing), Split.LINES))
        .isInstanceOf(CommandException.class)
        .hasMessage(missing + ": does not exist");
    assertThatThrownBy(() -> new Input(InputStream.nullInputStream(), List.of(folder), Split.LINES))
        .hasMessage(folder + ": cannot be read");
  }

  private static List<String> records(Split split, String text) throws Exception {
    return records(new Input(new ByteArrayInputStream(text.getBytes(UTF_8)), List.of(), split));
  }

  private static List<String> records(Input input) throws Exception {
    List<String> records = new ArrayList<>();
    input.feed((place, value) -> records.add(place + ": " + new String(value, UTF_8)));
    return records;
  }
}
