package io.weir.systemtests;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** A certificate authority of our own making, with what it issues, as files in a folder. */
public final class Authority {
  /** Longer than testssl.sh warns of. */
  private static final Duration VALID = Duration.ofDays(90);

  private final Path folder;
  private final X509Bundle root;

  /**
   * What it has issued.
   *
   * @param bundle the certificate and its key, which are in the files too
   */
  public record Issued(X509Bundle bundle, Path certificate, Path key) {

    /** For a listener: its setting {@code tls}. */
    public String setting() {
      return "{certificate: \"%s\", key: \"%s\"}".formatted(certificate, key);
    }
  }

  private Authority(Path folder, X509Bundle root) {
    this.folder = folder;
    this.root = root;
  }

  /** A new one, which is called like the folder. */
  public static Authority in(Path folder) throws Exception {
    Files.createDirectories(folder);
    X509Bundle root =
        builder("Weir's tests in " + folder.getFileName(), VALID)
            .setIsCertificateAuthority(true)
            .setKeyUsage(
                true, CertificateBuilder.KeyUsage.keyCertSign, CertificateBuilder.KeyUsage.cRLSign)
            .buildSelfSigned();
    Authority authority = new Authority(folder, root);
    Files.writeString(authority.file(), root.getCertificatePEM());
    return authority;
  }

  /** Its own certificate. */
  public Path file() {
    return folder.resolve("ca.pem");
  }

  /** Of a client that trusts it. */
  SSLContext trusting() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {root.toTrustManager()}, null);
    return context;
  }

  /** For 127.0.0.1 and localhost. */
  public Issued issueForHere() throws Exception {
    return issue(
        "here",
        builder("localhost", VALID)
            .addSanDnsName("localhost")
            .addSanIpAddress(InetAddress.getLoopbackAddress()));
  }

  /** As {@link #issueForHere}, but over since a while. */
  public Issued issueExpired() throws Exception {
    return issue(
        "expired",
        builder("localhost", Duration.ofMinutes(-1))
            .addSanIpAddress(InetAddress.getLoopbackAddress()));
  }

  /** For a name that leads nowhere. */
  public Issued issueForElsewhere() throws Exception {
    return issue("elsewhere", builder("weir.invalid", VALID).addSanDnsName("weir.invalid"));
  }

  private static CertificateBuilder builder(String name, Duration left) {
    Instant now = Instant.now();
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=" + name)
        .notBefore(now.minus(Duration.ofHours(1)))
        .notAfter(now.plus(left));
  }

  private Issued issue(String name, CertificateBuilder builder) throws Exception {
    X509Bundle bundle = builder.addExtendedKeyUsageServerAuth().buildIssuedBy(root);
    Issued issued =
        new Issued(bundle, folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    Files.writeString(issued.certificate(), bundle.getCertificatePathPEM());
    Files.writeString(issued.key(), bundle.getPrivateKeyPEM());
    return issued;
  }
}
