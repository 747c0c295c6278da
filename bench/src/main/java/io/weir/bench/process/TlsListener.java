package io.weir.bench.process;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings of a listener that speaks TLS, with a certificate of its own making (ECDSA P-256). */
public final class TlsListener {
  private TlsListener() {}

  /**
   * Writes them into a folder.
   *
   * @return the file of the settings
   */
  public static Path write(Path folder) throws IOException {
    X509Bundle bundle = certificate();
    Path certificate = folder.resolve("tls.crt");
    Path key = folder.resolve("tls.key");
    Files.writeString(certificate, bundle.getCertificatePathPEM());
    Files.writeString(key, bundle.getPrivateKeyPEM());
    return Files.writeString(
        folder.resolve("weir.yaml"),
        """
        listeners:
          - {name: public, address: "127.0.0.1:0", tls: {certificate: "%s", key: "%s"}}
        """
            .formatted(certificate, key));
  }

  private static X509Bundle certificate() {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=localhost")
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException("no certificate could be made", e);
    }
  }
}
