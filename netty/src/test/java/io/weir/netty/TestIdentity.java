package io.weir.netty;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A certificate of its own making, with its key, in files.
 *
 * @param bundle what is in the files
 */
record TestIdentity(X509Bundle bundle, TlsFiles files) {
  private static final TestIdentity SHARED = inFolder("localhost");

  /** One that nobody changes. */
  static TestIdentity shared() {
    return SHARED;
  }

  private static TestIdentity inFolder(String host) {
    try {
      return write(Files.createTempDirectory("weir-tls"), host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new one, in files whose names are always the same. */
  static TestIdentity write(Path folder, String host) {
    X509Bundle bundle = bundle(host);
    TlsFiles files =
        new TlsFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"), Optional.empty());
    try {
      Files.writeString(files.certificate(), bundle.getCertificatePathPEM());
      Files.writeString(files.key(), bundle.getPrivateKeyPEM());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TestIdentity(bundle, files);
  }

  private static X509Bundle bundle(String host) {
    try {
      Instant now = Instant.now();
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=" + host)
          .addSanDnsName(host)
          .notBefore(now.minus(Duration.ofHours(1)))
          .notAfter(now.plus(Duration.ofDays(30)))
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A client over a connection, which trusts anybody. */
  static SSLSocket client(Socket connected) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      return (SSLSocket) context.getSocketFactory().createSocket(connected, "localhost", 0, true);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
