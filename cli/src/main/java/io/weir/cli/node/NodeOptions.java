package io.weir.cli.node;

import io.weir.cli.CommandException;
import io.weir.cli.log.LogFormat;
import io.weir.engine.config.Overrides;
import io.weir.engine.error.ErrorKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command that runs a {@link Node}: a mixin. */
public final class NodeOptions {
  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "Where clients connect: moves the only listener. Port 0 picks a free one.")
  private @Nullable String listen;

  @Option(
      names = "--admin",
      paramLabel = "ADDRESS",
      description = "Where health, metrics and the API are served.")
  private @Nullable String admin;

  @Option(
      names = "--kafka-address",
      paramLabel = "ADDRESS",
      description = "Where the embedded Kafka listens.")
  private @Nullable String kafkaAddress;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of the embedded Kafka; it keeps its data.")
  private @Nullable String data;

  @Option(
      names = "--stream",
      paramLabel = "NAME[=TOPIC]",
      description = "Declares a stream without a file. Repeatable.")
  private List<String> streams = new ArrayList<>();

  @Option(
      names = "--ready-file",
      paramLabel = "PATH",
      description = "A file that appears, with all addresses as JSON, once everything is there.")
  private @Nullable Path readyFile;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      completionCandidates = LogFormat.Names.class,
      description = "Log lines as text or json; also WEIR_LOG_FORMAT (text).")
  private @Nullable String logFormat;

  /**
   * What stands above the file and the environment.
   *
   * @param kafka the cluster to use, where a command has a flag for it
   */
  Overrides overrides(Optional<String> kafka) {
    return new Overrides(
        Optional.ofNullable(listen),
        Optional.ofNullable(admin),
        kafka,
        Optional.ofNullable(kafkaAddress),
        Optional.ofNullable(data),
        streams);
  }

  /** As {@link #overrides(Optional)}, for a command that has its own Kafka. */
  public Overrides overrides() {
    return overrides(Optional.empty());
  }

  public Optional<Path> readyFile() {
    return Optional.ofNullable(readyFile);
  }

  /**
   * How the node's log lines look.
   *
   * @throws CommandException if the flag, or without it the variable, is neither {@code text} nor
   *     {@code json}
   */
  public LogFormat logFormat(Map<String, String> environment) {
    if (logFormat != null) {
      return format("--log-format", logFormat);
    }
    String variable = environment.getOrDefault("WEIR_LOG_FORMAT", "");
    return variable.isEmpty() ? LogFormat.TEXT : format("WEIR_LOG_FORMAT", variable);
  }

  private static LogFormat format(String source, String name) {
    return LogFormat.of(name)
        .orElseThrow(
            () ->
                new CommandException(
                    ErrorKind.USER, source + ": '" + name + "' is neither text nor json"));
  }
}
