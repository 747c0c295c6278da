package io.weir.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.cli.CommandException;
import io.weir.cli.log.LogFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class NodeOptionsTest {

  @Test
  void linesAreTextUnlessTheFlagOrTheVariableSaysOtherwise() {
    assertThat(options().logFormat(Map.of())).isEqualTo(LogFormat.TEXT);
    assertThat(options().logFormat(Map.of("WEIR_LOG_FORMAT", ""))).isEqualTo(LogFormat.TEXT);
    assertThat(options().logFormat(Map.of("WEIR_LOG_FORMAT", "json"))).isEqualTo(LogFormat.JSON);
    assertThat(options("--log-format", "json").logFormat(Map.of())).isEqualTo(LogFormat.JSON);
  }

  @Test
  void theFlagStandsAboveTheVariable() {
    assertThat(options("--log-format", "text").logFormat(Map.of("WEIR_LOG_FORMAT", "json")))
        .isEqualTo(LogFormat.TEXT);
  }

  @Test
  void anotherFormatIsRefusedByTheNameOfItsSource() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> options("--log-format", "xml").logFormat(Map.of()))
        .withMessage("--log-format: 'xml' is neither text nor json");
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> options().logFormat(Map.of("WEIR_LOG_FORMAT", "JSON")))
        .withMessage("WEIR_LOG_FORMAT: 'JSON' is neither text nor json");
  }

  private static NodeOptions options(String... args) {
    Some some = new Some();
    new CommandLine(some).parseArgs(args);
    return some.options;
  }

  @Command
  private static final class Some {
    @Mixin private NodeOptions options = new NodeOptions();
  }
}
