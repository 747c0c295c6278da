package io.weir.cli.connection;

import io.weir.cli.CommandException;
import io.weir.engine.error.ErrorKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command that is a client: a mixin. */
public final class ConnectionOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:WEIR_SERVER:-ws://127.0.0.1:8080}",
      description = "The server for names and paths; also WEIR_SERVER (${DEFAULT-VALUE}).")
  private String server = "";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "HEADER",
      description = "'Name: value', sent in the handshake. Repeatable.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER:PASSWORD",
      description = "Credentials, sent with HTTP Basic.")
  private @Nullable String user;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trust the CAs in this PEM file, and no others, for wss:// (those of Java).")
  private @Nullable Path authorities;

  /** Where a name, a path or a URL leads. */
  public Target target(String stream) {
    return Target.of(stream, server);
  }

  /** Those that were given, and the credentials, be they in an option or in the URL. */
  public List<Header> headers(Target target) {
    Stream<Header> credentials =
        Stream.ofNullable(user == null ? target.user().orElse(null) : user).map(Header::basic);
    return Stream.concat(headers.stream().map(Header::parse), credentials).toList();
  }

  /** Whose certificates are believed there. */
  public SSLContext tls(Target target) {
    if (authorities == null) {
      return Authorities.ofJava();
    }
    if (!target.isSecure()) {
      throw new CommandException(
          ErrorKind.USER, "--ca " + authorities + ": " + target.uri() + " is not wss://");
    }
    return Authorities.in(authorities);
  }
}
