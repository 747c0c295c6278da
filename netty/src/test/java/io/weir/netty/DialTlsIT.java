package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.DialFailure.Step;
import io.weir.engine.socket.Remote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a dialed wss peer is trusted by, and who is trusted by it. */
class DialTlsIT {
  private final Dialing dialing = new Dialing(Transport.best());
  private final TestServer server = new TestServer(1).venue(Venue.TLS).start();
  private final Session session = new Session();
  private final Path ca = TestIdentity.shared().files().certificate();

  @TempDir Path folder;

  @AfterEach
  void end() {
    server.close();
    dialing.close();
  }

  private URI uri(String host) {
    return URI.create("wss://" + host + ":" + server.address().getPort() + "/echo");
  }

  private static Remote.Tls trusting(Path ca) {
    return tls(Optional.of(ca), Optional.empty(), false);
  }

  private static Remote.Tls tls(Optional<Path> ca, Optional<String> name, boolean insecure) {
    return new Remote.Tls(ca, Optional.empty(), Optional.empty(), name, insecure);
  }

  private void expectEcho(Remote remote) {
    dialing.dial(remote, session);
    session.write("hello");
    NettySocketHarness.awaitThat("an echo", () -> session.messages().size() == 1);
  }

  @Test
  void trustsTheCaThatItIsGiven() {
    expectEcho(Dialing.secure(uri("localhost"), trusting(ca)));
  }

  @Test
  void comparesTheServerNameThatItIsGiven() {
    expectEcho(
        Dialing.secure(uri("127.0.0.1"), tls(Optional.of(ca), Optional.of("localhost"), false)));
  }

  @Test
  void trustsAnybodyIfItIsToldTo() {
    expectEcho(Dialing.secure(uri("127.0.0.1"), tls(Optional.empty(), Optional.empty(), true)));
  }

  @Test
  void doesNotTrustACertificateOfSomebodyElse() {
    DialFailure failure =
        Dialing.await(dialing.fail(Dialing.secure(uri("localhost"), Remote.Tls.DEFAULT)));
    assertThat(failure.step()).isEqualTo(Step.TLS);
    assertThat(failure.message()).contains("its certificate is not trusted: ");
  }

  @Test
  void doesNotTrustACertificateForAnotherName() {
    DialFailure failure =
        Dialing.await(dialing.fail(Dialing.secure(uri("127.0.0.1"), trusting(ca))));
    assertThat(failure.step()).isEqualTo(Step.TLS);
    assertThat(failure.message()).contains("its certificate is not trusted: ", "127.0.0.1");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Path broken = Files.writeString(folder.resolve("ca.pem"), "nothing");
    DialFailure failure =
        Dialing.await(dialing.fail(Dialing.secure(uri("localhost"), trusting(broken))));
    assertThat(failure.step()).isEqualTo(Step.TLS);
    assertThat(failure.message()).contains(broken.toString());
  }

  @Test
  void showsItsCertificateWhereOneIsRequired() throws Exception {
    TestIdentity client = TestIdentity.write(folder, "client");
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        TestIdentity.shared().bundle().toKeyManagerFactory().getKeyManagers(),
        InsecureTrustManagerFactory.INSTANCE.getTrustManagers(),
        null);
    try (SSLServerSocket listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      listening.setNeedClientAuth(true);
      URI uri = URI.create("wss://localhost:" + listening.getLocalPort() + "/");
      Remote.Tls known =
          new Remote.Tls(
              Optional.of(ca),
              Optional.of(client.files().certificate()),
              Optional.of(client.files().key()),
              Optional.empty(),
              false);
      dialing.dial(Dialing.secure(uri, known), session);
      try (RawPeer peer = RawPeer.accepted((SSLSocket) listening.accept())) {
        peer.send(RawServer.switching(peer.readHead(), ""));
        session.write("it is me");
        assertThat(peer.readFrame().text()).isEqualTo("it is me");
      }

      var failing = dialing.fail(Dialing.secure(uri, trusting(ca)));
      try (RawPeer peer = RawPeer.accepted((SSLSocket) listening.accept())) {
        assertThatThrownBy(peer::readHead).hasMessageContaining("certificate");
        assertThat(Dialing.await(failing).step()).isEqualTo(Step.TLS);
      }
    }
  }
}
