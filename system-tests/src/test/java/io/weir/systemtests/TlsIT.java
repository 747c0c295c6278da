package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.systemtests.Authority.Issued;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code weir stream} and {@code weir check} on TLS, with a Weir that has many certificates. */
@Timeout(120)
final class TlsIT {
  private static final String STREAM = "/streams/trucks";

  @TempDir private static Path folder;
  private static Authority authority;
  private static WeirProcess weir;

  @BeforeAll
  static void start() throws Exception {
    authority = Authority.in(folder.resolve("ca"));
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        streams: {trucks: }
        listeners:
          - {name: plain, address: "127.0.0.1:0"}
          - {name: here, address: "127.0.0.1:0", tls: %s}
          - {name: elsewhere, address: "127.0.0.1:0", tls: %s}
          - {name: expired, address: "127.0.0.1:0", tls: %s}
        """
            .formatted(
                authority.issueForHere().setting(),
                authority.issueForElsewhere().setting(),
                authority.issueExpired().setting()));
    weir = WeirProcess.serve(folder, "start", "-c", "weir.yaml");
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  private static WeirProcess stream(String name, String url, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of("stream", url));
    line.addAll(List.of(more));
    return WeirProcess.run(folder.resolve(name), line.toArray(String[]::new));
  }

  private static String url(String scheme, String listener) throws Exception {
    return scheme + "://" + weir.listener(listener) + STREAM;
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "localhost"})
  void streamTrustsTheAuthorityThatItIsGiven(String host) throws Exception {
    String url = url("wss", "here").replace("127.0.0.1", host);
    String[] options = {"--ca", authority.file().toString(), "-n", "1"};
    try (WeirProcess stream = stream(host, url, options);
        Topic topic = new Topic(weir.kafka(), "trucks")) {
      while (stream.out().isEmpty()) {
        topic.put("truck-1", "over TLS");
      }
      assertThat(stream.out()).isEqualTo("over TLS\n");
      assertThat(stream.status()).isZero();
      assertThat(stream.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wss | elsewhere | the server's certificate is not for this host",
        "wss | expired   | the server's certificate has expired",
        "wss | plain     | the server does not speak TLS at this address; use ws://",
      })
  void streamSaysWhatIsWrong(String scheme, String listener, String sentence) throws Exception {
    String url = url(scheme, listener);
    try (WeirProcess stream = stream(listener, url, "--ca", authority.file().toString())) {
      assertThat(stream.status()).isEqualTo(2);
      assertThat(stream.err()).isEqualTo("weir: cannot connect to " + url + ": " + sentence + "\n");
    }
  }

  @Test
  void streamTrustsNoStranger() throws Exception {
    String other = Authority.in(folder.resolve("other")).file().toString();
    String url = url("wss", "here");
    for (List<String> options : List.of(List.<String>of(), List.of("--ca", other))) {
      try (WeirProcess stream = stream("stranger", url, options.toArray(String[]::new))) {
        assertThat(stream.status()).isEqualTo(2);
        assertThat(stream.err())
            .isEqualTo(
                "weir: cannot connect to "
                    + url
                    + ": the server's certificate is signed by nobody that we trust; name its CA"
                    + " with --ca FILE\n");
      }
    }
  }

  @Test
  void streamIsToldToSpeakTls() throws Exception {
    try (WeirProcess stream = stream("insecure", url("ws", "here"))) {
      assertThat(stream.status()).isEqualTo(2);
      assertThat(stream.err())
          .isEqualTo(
              "weir: refused by the server: 400 this address speaks TLS: use wss:// or https://\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wss://127.0.0.1/ | weir.yaml   | is not a certificate in PEM",
        "wss://127.0.0.1/ | nowhere.pem | does not exist",
        "ws://127.0.0.1/  | nowhere.pem | ws://127.0.0.1/ is not wss://",
      })
  void streamWantsAFileOfAuthorities(String url, String file, String sentence) throws Exception {
    String path = folder.resolve(file).toString();
    try (WeirProcess stream = stream("authorities", url, "--ca", path)) {
      assertThat(stream.status()).isEqualTo(2);
      assertThat(stream.err()).contains("--ca " + path + ": " + sentence);
    }
  }

  @Test
  void aClientCannotHaveTheHandshakeRepeated() throws Exception {
    URI here = URI.create(url("wss", "here"));
    var connecting = authority.trusting().getSocketFactory();
    try (var client = (SSLSocket) connecting.createSocket(here.getHost(), here.getPort())) {
      client.setEnabledProtocols(new String[] {"TLSv1.2"});
      client.startHandshake();
      client.startHandshake();
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SSLException.class)
          .hasMessageMatching("(?s).*(no_renegotiation|handshake_failure).*");
    }
  }

  @Test
  void checkLooksAtTheFiles() throws Exception {
    Issued here = authority.issueForHere();
    Issued other = Authority.in(folder.resolve("other")).issueForHere();
    Issued mixed = new Issued(here.bundle(), here.certificate(), other.key());
    Issued missing = new Issued(here.bundle(), folder.resolve("nowhere.crt"), here.key());
    Path own = Files.createDirectories(folder.resolve("check"));
    Files.writeString(
        own.resolve("weir.yaml"),
        """
        streams: {trucks: }
        listeners:
          - {name: here, address: "127.0.0.1:1", tls: %s}
          - {name: mixed, address: "127.0.0.1:2", tls: %s}
          - {name: missing, address: "127.0.0.1:3", tls: %s}
        """
            .formatted(here.setting(), mixed.setting(), missing.setting()));
    try (WeirProcess check = WeirProcess.run(own, "check")) {
      assertThat(check.status()).isEqualTo(69);
      assertThat(check.out()).isEmpty();
      assertThat(check.err().lines())
          .containsExactly(
              "listener mixed: TLS: %s is not the key of %s"
                  .formatted(other.key(), here.certificate()),
              "listener missing: TLS: " + missing.certificate() + " does not exist");
    }
  }
}
