package io.weir.netty;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.socket.Remote;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** TLS of the end that dials, with the engine and the versions of the end that accepts. */
final class DialTls {
  private DialTls() {}

  /**
   * Reads the files. Blocks.
   *
   * @throws RefusedException if they cannot be used
   */
  static SslContext context(Remote.Tls settings) {
    SslContextBuilder builder = TlsIdentity.common(SslContextBuilder.forClient());
    if (settings.insecure()) {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null);
    } else if (settings.ca().isPresent()) {
      builder.trustManager(certificates(settings.ca().get()));
    }
    files(settings).ifPresent(files -> addIdentity(builder, files));
    try {
      return builder.build();
    } catch (SSLException e) {
      String message = "TLS: cannot be set up: " + e.getMessage();
      throw new Refusal(ErrorCode.UNUSABLE_ENVIRONMENT, message).asException();
    }
  }

  /** A chain without its key, or a key without its chain, is of no use. */
  private static Optional<TlsFiles> files(Remote.Tls settings) {
    return settings
        .certificate()
        .flatMap(
            certificate ->
                settings.key().map(key -> new TlsFiles(certificate, key, Optional.empty())));
  }

  private static void addIdentity(SslContextBuilder builder, TlsFiles files) {
    List<X509Certificate> chain = certificates(files.certificate());
    PrivateKey key = PemKey.read(files, files.readKey());
    TlsIdentity.checkPair(files, chain.getFirst(), key);
    builder.keyManager(key, chain);
  }

  private static List<X509Certificate> certificates(Path file) {
    return TlsIdentity.certificates(file, TlsFiles.read(file));
  }
}
