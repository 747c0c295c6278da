package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.ListOf;
import io.weir.engine.config.schema.PairsOf;
import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.dial.RemoteTemplate;
import io.weir.engine.dial.Template;
import io.weir.engine.socket.Remote;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The keys of a link that say whom it dials. */
final class RemoteKeys {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]");
  private static final Pattern LAST = Pattern.compile("(?<!\\$)\\$\\{last\\.");
  private static final Pattern AUTHORITY = Pattern.compile("(?i)wss?://[^/?#$]+[/?].*");
  private static final int MAX_PORT = 65_535;

  /** What the handshake itself says (RFC 6455 section 4.1). */
  private static final Set<String> OWNED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    OWNED.addAll(
        List.of(
            "Host",
            "Upgrade",
            "Connection",
            "Content-Length",
            "Transfer-Encoding",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Protocol"));
  }

  static final Scalar<Template> MESSAGE =
      Scalar.template("a text message", RemoteKeys::template, text -> "•••");

  static final Scalar<String> TEXT =
      new Scalar<>("a text message", Parsed::fits, Function.identity(), true);

  static final Key<Template> DIAL =
      Key.required(
          "dial",
          Scalar.template(
              "a URL, such as wss://feed.example.com/v1", RemoteKeys::uri, RemoteKeys::masked),
          Template.parse("ws://localhost"),
          "The peer: `ws://` or `wss://`. User and password in it are sent as `Authorization: Basic`."
              + " Its query is never shown.");

  static final Key<List<Map.Entry<String, Template>>> HEADERS =
      Key.collection(
          "headers",
          new PairsOf<>(
              Scalar.of("a header", RemoteKeys::header, Function.identity()),
              Scalar.template("text", RemoteKeys::headerValue, text -> "•••"),
              "a mapping of headers to values"),
          List.of(),
          "none",
          "Headers of the handshake: a mapping, whose values may be lists, or a list of mappings."
              + " Values are never shown.");

  static final Key<List<Placed<String>>> SUBPROTOCOLS =
      Key.collection(
          "subprotocols",
          new ListOf<>(
              Scalar.of("a subprotocol", RemoteKeys::token, Function.identity()),
              "a list, such as [v1.json]"),
          List.of(),
          "none",
          "What is offered, in this order; the peer has to choose one of them.");

  static final Key<Path> CA =
      Key.optional(
          "ca", Scalars.FILE, "those of the Java runtime", "A PEM file: the roots to trust.");

  static final Key<Path> CERTIFICATE =
      Key.optional("certificate", Scalars.FILE, "none", "A PEM file: ours, with its chain.");

  static final Key<Path> KEY =
      Key.optional("key", Scalars.FILE, "none", "A PEM file: the private key of `certificate`.");

  static final Key<String> SERVER_NAME =
      Key.optional(
          "server-name",
          Scalar.of("a host name", RemoteKeys::host, Function.identity()),
          "the host of the URL",
          "The name to ask for (SNI), and that the peer's certificate has to have.");

  static final Key<Boolean> INSECURE =
      Key.of(
          "insecure",
          Scalars.FLAG,
          false,
          "Whether any certificate will do: anybody between may read and change everything.");

  static final Key<Remote.Tls> TLS =
      Key.section(
          "tls",
          Table.of(List.of(CA, CERTIFICATE, KEY, SERVER_NAME, INSECURE), RemoteKeys::tls),
          "How a `wss://` peer is trusted, and trusts us.");

  static final Key<Remote.Proxy> PROXY =
      Key.optional(
          "proxy",
          new Scalar<>(
              "an HTTP proxy, such as http://proxy.example.com:3128",
              RemoteKeys::proxy,
              Remote.Proxy::toString,
              true),
          "none",
          "An HTTP proxy, which is asked with `CONNECT`; it may have a user and a password.");

  static final Key<Duration> HANDSHAKE_TIMEOUT =
      Key.of(
          "handshake-timeout",
          Scalars.duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
          Duration.ofSeconds(10),
          "How long an attempt may take, from the name to the answer of the handshake.");

  static final Key<ByteSize> MAX_MESSAGE =
      Key.of(
          "max-message",
          Scalars.size(new ByteSize(128), ByteSize.mebibytes(64)),
          ByteSize.mebibytes(1),
          "The largest message that the peer may send; a larger one closes with 1009.");

  static final List<Key<?>> ALL =
      List.of(DIAL, HEADERS, SUBPROTOCOLS, TLS, PROXY, HANDSHAKE_TIMEOUT, MAX_MESSAGE);

  private RemoteKeys() {}

  static RemoteTemplate build(Values values) {
    RemoteTemplate remote =
        new RemoteTemplate(
            values.get(DIAL),
            values.get(HEADERS),
            values.get(SUBPROTOCOLS).stream().map(Placed::value).toList(),
            values.get(TLS),
            values.find(PROXY),
            values.get(HANDSHAKE_TIMEOUT),
            Math.toIntExact(values.get(MAX_MESSAGE).bytes()));
    if (values.sound(DIAL) && values.has(TLS) && !isSecure(remote)) {
      values.problem(TLS, "goes with wss:// only: write wss:// in `dial`, or leave it out");
    }
    return remote;
  }

  private static boolean isSecure(RemoteTemplate remote) {
    return "wss".equalsIgnoreCase(remote.fill(Optional.empty()).uri().getScheme());
  }

  static Parsed<Template> template(String text) {
    return Template.problem(text)
        .<Parsed<Template>>map(Parsed::unfit)
        .orElseGet(() -> Parsed.fits(Template.parse(text)));
  }

  private static Parsed<Template> uri(String text) {
    Optional<String> problem = Template.problem(text).or(() -> lastProblem(text));
    if (problem.isPresent()) {
      return Parsed.unfit(problem.get());
    }
    Template template = Template.parse(text);
    String filled = template.fill(Optional.of("0"), UnaryOperator.identity()).orElseThrow();
    return uriProblem(filled).<Parsed<Template>>map(Parsed::unfit).orElse(Parsed.fits(template));
  }

  private static Optional<String> lastProblem(String text) {
    if (!LAST.matcher(text).find()) {
      return Optional.empty();
    }
    if (!AUTHORITY.matcher(text).matches()) {
      return Optional.of("has ${last.…} where the host stands: it can stand behind that");
    }
    return Template.parse(text).isComplete()
        ? Optional.empty()
        : Optional.of("has ${last.…} without a default, and needs one: ${last./pointer:default}");
  }

  private static Optional<String> uriProblem(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme();
      if (!scheme.equalsIgnoreCase("ws") && !scheme.equalsIgnoreCase("wss")) {
        return Optional.of("is not a URL that begins with ws:// or wss://");
      }
      if (uri.getHost() == null) {
        return Optional.of("has no host: write it as wss://feed.example.com/v1");
      }
      if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
        return Optional.of("has a port that is not from 1 to " + MAX_PORT);
      }
      return uri.getRawFragment() == null
          ? Optional.empty()
          : Optional.of("has a fragment (#…), which is not sent: leave it out (RFC 6455)");
    } catch (URISyntaxException e) {
      return Optional.of("is not a URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
    }
  }

  /** Without the query and the user info. */
  private static String masked(String text) {
    return text.replaceFirst("://[^/?#]*@", "://•••@").replaceFirst("\\?.*", "?•••");
  }

  private static Parsed<String> header(String name) {
    if (OWNED.contains(name)) {
      return Parsed.unfit("is a header that the handshake itself sets: leave it out");
    }
    return TOKEN.matcher(name).matches()
        ? Parsed.fits(name)
        : Parsed.unfit("is not the name of a header");
  }

  private static Parsed<Template> headerValue(String text) {
    return UNPRINTABLE.matcher(text).find()
        ? Parsed.unfit("has a line break or another control character in it")
        : template(text);
  }

  private static Parsed<String> token(String text) {
    return TOKEN.matcher(text).matches()
        ? Parsed.fits(text)
        : Parsed.unfit("is not a subprotocol: letters, digits and !#$%&'*+.^_`|~-");
  }

  private static Parsed<String> host(String text) {
    return text.matches("[A-Za-z0-9._-]{1,253}")
        ? Parsed.fits(text)
        : Parsed.unfit("is not a host name");
  }

  private static Parsed<Remote.Proxy> proxy(String text) {
    try {
      URI uri = new URI(text);
      boolean whole =
          "http".equalsIgnoreCase(uri.getScheme())
              && uri.getHost() != null
              && uri.getPort() > 0
              && uri.getPort() <= MAX_PORT;
      return whole
          ? Parsed.fits(new Remote.Proxy(uri))
          : Parsed.unfit("is not http://HOST:PORT, perhaps with USER:PASSWORD@ in front of HOST");
    } catch (URISyntaxException e) {
      return Parsed.unfit("is not a URL: " + e.getReason());
    }
  }

  private static Remote.Tls tls(Values values) {
    Optional<Path> certificate = values.find(CERTIFICATE);
    Optional<Path> key = values.find(KEY);
    if (values.has(CERTIFICATE) != values.has(KEY)) {
      values
          .reading()
          .problem(values.place(), "`certificate` and `key` go together: one of them is missing");
    }
    return new Remote.Tls(
        values.find(CA), certificate, key, values.find(SERVER_NAME), values.get(INSECURE));
  }
}
