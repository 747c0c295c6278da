package io.weir.cli.node;

import io.weir.cli.HelpOption;
import io.weir.engine.config.DialLinkSettings;
import io.weir.engine.config.ListenerSettings;
import io.weir.engine.config.Overrides;
import io.weir.engine.config.Settings;
import io.weir.engine.config.SettingsResult;
import io.weir.engine.error.ErrorKind;
import io.weir.engine.error.RefusedException;
import io.weir.kafka.KafkaLog;
import io.weir.netty.TlsFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir check}. */
@Command(
    name = "check",
    header = "Say everything that is wrong with a configuration.",
    description =
        "Reads the file and the environment as 'weir start' does, and the certificates of listeners"
            + " and links; opens nothing, but with --connect. Each problem is a line: file:line:column, what was written, what is"
            + " allowed. Exits with 2 if there is one, or with 69 if only a certificate or its key"
            + " cannot be used. With --connect, what cannot be reached exits with 75, or with 2 if it"
            + " refuses us.",
    footer = {
      "@|bold Examples:|@",
      "  weir check -c weir.yaml && weir start -c weir.yaml",
      "  weir check -c weir.yaml --print",
      "  weir check -c weir.yaml --connect"
    })
public final class CheckCommand implements Callable<Integer> {
  private static final String KAFKA_PROPERTIES = "kafka.properties.";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration (./weir.yaml if it exists).")
  private @Nullable Path file;

  @Option(
      names = "--print",
      description =
          "Print what is in effect, as YAML, and where each setting comes from; secrets are"
              + " masked.")
  private boolean print;

  @Option(
      names = "--connect",
      description =
          "Also try every Kafka address and every link that dials: name, TCP, TLS, handshake, ping.")
  private boolean connect;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Optional<Path> read = SettingsLoader.file(file);
    Optional<SettingsResult.Valid> valid = SettingsLoader.ofNode(err).read(read, Overrides.NONE);
    if (valid.isEmpty()) {
      return ErrorKind.USER.exitCode();
    }
    Settings settings = valid.get().settings();
    int status = checkFiles(settings, err);
    PrintWriter out = spec.commandLine().getOut();
    if (print) {
      out.print(valid.get().printout().text(CheckCommand::isHarmless));
      out.flush();
    } else if (status == 0) {
      out.println(summary(read, settings));
    }
    if (connect && status == 0) {
      status = new ConnectCheck(settings, out, err).run();
      out.flush();
    }
    return status;
  }

  /** Tells what is wrong with certificates and keys; the exit code. */
  private static int checkFiles(Settings settings, PrintWriter err) {
    int status = 0;
    for (ListenerSettings listener : settings.listeners()) {
      try {
        listener.tls().map(Node::files).ifPresent(TlsFiles::check);
      } catch (RefusedException e) {
        err.println("listener " + listener.name() + ": " + e.getMessage());
        status = e.refusal().code().kind().exitCode();
      }
    }
    for (DialLinkSettings link : settings.dials()) {
      try {
        RemoteFiles.check(link.dial().remote().tls());
      } catch (RefusedException e) {
        err.println("link " + link.name() + ": " + e.getMessage());
        status = e.refusal().code().kind().exitCode();
      }
    }
    return status;
  }

  /** Only Kafka itself knows which of its properties are no secrets. */
  private static boolean isHarmless(String path) {
    return path.startsWith(KAFKA_PROPERTIES)
        && KafkaLog.isHarmless(path.substring(KAFKA_PROPERTIES.length()));
  }

  private static String summary(Optional<Path> file, Settings settings) {
    return "%s: no problems (%s, %s, %s; Kafka: %s)"
        .formatted(
            file.map(Path::toString).orElse("no file, defaults and environment"),
            counted(settings.listeners().size(), "listener"),
            counted(settings.streams().size(), "stream"),
            counted(settings.links().size() + settings.dials().size(), "link"),
            settings.kafka().bootstrapServers().orElse("embedded"));
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
