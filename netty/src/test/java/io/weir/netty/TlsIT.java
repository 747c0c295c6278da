package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.error.RefusedException;
import io.weir.engine.limit.Rate;
import io.weir.engine.metric.Metric;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is TLS's own. Everything else about clients runs over TLS too, by {@link Venue}. */
class TlsIT {
  @TempDir private Path folder;
  private TestIdentity identity;
  private TestServer server;

  @BeforeEach
  void start() {
    identity = TestIdentity.write(folder, "first.example");
    server =
        new TestServer(1)
            .venue(Venue.TLS)
            .tls(identity.files())
            .handshakeTimeout(Duration.ofMillis(500))
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SSLSocket connect(String... versions) throws IOException {
    Socket connection = new Socket(server.address().getAddress(), server.address().getPort());
    SSLSocket client = TestIdentity.client(connection);
    if (versions.length > 0) {
      client.setEnabledProtocols(versions);
    }
    return client;
  }

  private Certificate shown() throws IOException {
    try (SSLSocket client = connect()) {
      client.startHandshake();
      return client.getSession().getPeerCertificates()[0];
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksTheVersionsThatAreSafe(String version) throws IOException {
    try (SSLSocket client = connect(version)) {
      client.startHandshake();
      assertThat(client.getSession().getProtocol()).isEqualTo(version);
      assertThat(client.getSession().getCipherSuite()).containsAnyOf("GCM", "CHACHA20");
    }
  }

  @Test
  void letsNobodyNegotiateAgain() throws IOException {
    try (SSLSocket client = connect("TLSv1.2")) {
      client.startHandshake();
      client.startHandshake();
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void countsHandshakesOfTls() throws IOException {
    server.close();
    server =
        new TestServer(1).venue(Venue.TLS).tls(identity.files()).handshakes(new Rate(1, 2)).start();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                shown();
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(server.metrics().read(Metric.REFUSALS).keySet().toString())
        .contains("too_many_handshakes");
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, TLS_RSA_WITH_AES_128_GCM_SHA256",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
  })
  void refusesWhatIsNot(String version, String cipher) throws IOException {
    try (SSLSocket client = connect(version)) {
      client.setEnabledCipherSuites(new String[] {cipher});
      assertThatThrownBy(client::startHandshake).isInstanceOf(IOException.class);
    }
  }

  @Test
  void tellsAClientThatSpeaksPlainly() {
    try (RawPeer plain = RawPeer.connect(server.address(), 0)) {
      plain.send(Requests.upgrade("/echo"));
      assertThat(plain.readResponse())
          .startsWith("HTTP/1.1 400 ")
          .contains("this address speaks TLS: use wss:// or https://");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0016", "\u0016\u0003\u0001\u0002\u0000\u0001"})
  void endsHalfAHandshakeWhenItsTimeIsUp(String begin) {
    try (RawPeer plain = RawPeer.connect(server.address(), 0)) {
      plain.send(begin);
      plain.expectEnd();
    }
  }

  @Test
  void knowsThatItIsSecure() {
    try (RawPeer peer = server.connect()) {
      peer.send(Requests.plain("GET", "/seen"));
      assertThat(peer.readResponse()).contains("wss://");
    }
  }

  @Test
  void showsANewCertificateAndKeepsWhoIsThere() throws IOException {
    try (RawPeer before = server.open("/echo")) {
      assertThat(shown()).isEqualTo(identity.bundle().getCertificate());
      TestIdentity renewed = TestIdentity.write(folder, "second.example");
      server.lookAtCertificates();

      assertThat(shown()).isEqualTo(renewed.bundle().getCertificate());
      before.expectEcho("still here");
      assertThat(server.metrics().read(Metric.CERTIFICATE_EXPIRY).values())
          .containsExactly(
              renewed.bundle().getCertificate().getNotAfter().toInstant().getEpochSecond()
                  * 1_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls.crt", "tls.key"})
  void keepsACertificateWhileTheNewOneCannotBeUsed(String written) throws IOException {
    TestIdentity other =
        TestIdentity.write(Files.createDirectory(folder.resolve("other")), "second.example");
    Files.copy(
        folder.resolve("other").resolve(written),
        folder.resolve(written),
        StandardCopyOption.REPLACE_EXISTING);
    server.lookAtCertificates();
    assertThat(shown()).isEqualTo(identity.bundle().getCertificate());

    Files.writeString(identity.files().certificate(), other.bundle().getCertificatePathPEM());
    Files.writeString(identity.files().key(), other.bundle().getPrivateKeyPEM());
    server.lookAtCertificates();
    assertThat(shown()).isEqualTo(other.bundle().getCertificate());
  }

  @Test
  void doesNotStartWithoutItsFiles() throws IOException {
    Files.delete(identity.files().key());
    expectRefusal(identity.files(), "tls.key does not exist");
    Files.writeString(identity.files().key(), "rubbish");
    expectRefusal(identity.files(), "tls.key has no private key in PEM in it");
    Files.writeString(
        identity.files().key(), "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n");
    expectRefusal(identity.files(), "tls.key is not a private key in PEM");
    Files.writeString(identity.files().certificate(), "rubbish");
    expectRefusal(identity.files(), "tls.crt is not a certificate in PEM");
    Files.writeString(identity.files().certificate(), "");
    expectRefusal(identity.files(), "tls.crt has no certificate in it");
    Files.write(identity.files().certificate(), new byte[1 << 20]);
    expectRefusal(identity.files(), "tls.crt is too large to be a PEM file");
  }

  @Test
  void doesNotStartWithSomebodyElsesKey() throws IOException {
    TestIdentity other =
        TestIdentity.write(Files.createDirectory(folder.resolve("other")), "second.example");
    TlsFiles mixed =
        new TlsFiles(identity.files().certificate(), other.files().key(), Optional.empty());
    expectRefusal(mixed, "is not the key of");
  }

  private static void expectRefusal(TlsFiles files, String why) {
    assertThatThrownBy(files::check).isInstanceOf(RefusedException.class).hasMessageContaining(why);
  }
}
