package io.weir.cli.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.cli.CommandException;
import io.weir.cli.HelpOption;
import io.weir.engine.config.Address;
import io.weir.engine.config.Overrides;
import io.weir.engine.config.Settings;
import io.weir.engine.error.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir health}: what a container without curl asks its Weir with. */
@Command(
    name = "health",
    header = "Ask a Weir on this machine whether it is well.",
    description =
        "Asks the admin address, which it finds as 'weir start' does, and prints the answer. Exits"
            + " with 0 if the process lives (or, with --ready, takes clients), else with 75.",
    footer = {"@|bold Example:|@", "  weir health --ready --admin 127.0.0.1:9081"})
public final class HealthCommand implements Callable<Integer> {
  private static final int PATIENCE_MILLIS = 3_000;

  private static final int LONGEST_ANSWER = 8_192;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration (./weir.yaml if it exists).")
  private @Nullable Path file;

  @Option(
      names = "--admin",
      paramLabel = "ADDRESS",
      description = "Where health, metrics and the API are served.")
  private @Nullable String admin;

  @Option(names = "--ready", description = "Ask whether it takes clients, and if not, why.")
  private boolean ready;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    SettingsLoader loader = SettingsLoader.ofNode(spec.commandLine().getErr());
    Optional<Settings> settings = loader.load(SettingsLoader.file(file), overrides());
    return settings.map(it -> ask(it.admin().address())).orElse(ErrorKind.USER.exitCode());
  }

  private Overrides overrides() {
    Overrides none = Overrides.NONE;
    return new Overrides(
        none.listen(),
        Optional.ofNullable(admin),
        none.kafka(),
        none.kafkaAddress(),
        none.data(),
        List.of());
  }

  private int ask(Address bound) {
    Address address = reachable(bound);
    try {
      return show(URI.create("http://" + address + (ready ? "/readyz" : "/healthz")));
    } catch (IOException e) {
      throw new CommandException(
          ErrorKind.TRANSIENT,
          "no answer from the admin address " + address + ": " + e.getMessage());
    }
  }

  /** With the JDK's older client, which loads far fewer classes: half of this command's time. */
  private int show(URI page) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    int status = connection.getResponseCode();
    InputStream body =
        status < HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getInputStream()
            : Optional.ofNullable(connection.getErrorStream())
                .orElse(InputStream.nullInputStream());
    try (body) {
      spec.commandLine().getOut().print(new String(body.readNBytes(LONGEST_ANSWER), UTF_8));
      spec.commandLine().getOut().flush();
    }
    return status == HttpURLConnection.HTTP_OK ? 0 : ErrorKind.TRANSIENT.exitCode();
  }

  /** What listens at every address of the machine is asked at a loopback one. */
  static Address reachable(Address bound) {
    return switch (bound.host()) {
      case "0.0.0.0" -> new Address("127.0.0.1", bound.port());
      case "::" -> new Address("::1", bound.port());
      default -> bound;
    };
  }
}
