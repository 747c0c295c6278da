package io.weir.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final StringWriter err = new StringWriter();

  @Test
  void showsABarWhereTheLengthIsKnown() {
    assertThat(Progress.line(new Window.Counts(12_345, 3, 1000, 0), 512, OptionalDouble.of(0.5)))
        .isEqualTo("[==========          ]  50 %  12,345 done  3 refused  1,000 under way  512/s");
    assertThat(Progress.line(new Window.Counts(1, 0, 0, 0), 1, OptionalDouble.empty()))
        .isEqualTo("1 done  0 under way  1/s");
  }

  @Test
  void noticesTakeItsPlaceOnATerminal() {
    Progress progress = new Progress(new PrintWriter(err), true);
    progress.show(new Window.Counts(5, 0, 0, 0), OptionalDouble.empty());
    progress.tell("connected again");
    progress.show(new Window.Counts(7, 0, 0, 0), OptionalDouble.empty());
    assertThat(err)
        .hasToString(
            "\r\u001b[K5 done  0 under way  5/s"
                + "\r\u001b[Kweir: connected again\n"
                + "\r\u001b[K7 done  0 under way  2/s");
  }

  @Test
  void showsNothingElsewhere() {
    Progress progress = new Progress(new PrintWriter(err), false);
    progress.show(new Window.Counts(5, 0, 0, 0), OptionalDouble.empty());
    progress.tell("done");
    assertThat(err).hasToString("weir: done\n");
  }
}
