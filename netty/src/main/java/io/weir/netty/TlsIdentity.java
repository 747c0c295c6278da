package io.weir.netty;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Who a listener is, and how it speaks TLS: versions 1.2 and 1.3, with ciphers that authenticate
 * what they encrypt and keys that nobody learns from the listener's own (the "intermediate" set of
 * Mozilla's server-side TLS guide). Any thread.
 */
record TlsIdentity(SslContext context, X509Certificate certificate) {
  /** BoringSSL, and the JDK's own where its native part is not at hand. */
  private static final SslProvider PROVIDER =
      OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /**
   * @throws io.weir.engine.error.RefusedException if they cannot be used, or not together
   */
  static TlsIdentity of(TlsFiles files, byte[] certificatePem, byte[] keyPem) {
    List<X509Certificate> chain = certificates(files.certificate(), certificatePem);
    PrivateKey key = PemKey.read(files, keyPem);
    X509Certificate own = chain.getFirst();
    checkPair(files, own, key);
    try {
      return new TlsIdentity(context(key, chain), own);
    } catch (SSLException e) {
      throw TlsFiles.unusable(files.certificate(), "cannot be used: " + e.getMessage());
    }
  }

  private static SslContext context(PrivateKey key, List<X509Certificate> chain)
      throws SSLException {
    return common(SslContextBuilder.forServer(key, chain)).build();
  }

  /** What both ends do alike. */
  static SslContextBuilder common(SslContextBuilder builder) {
    return builder
        .sslProvider(PROVIDER)
        .protocols("TLSv1.3", "TLSv1.2")
        .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
  }

  static void checkPair(TlsFiles files, X509Certificate own, PrivateKey key) {
    if (!belongTogether(own.getPublicKey(), key)) {
      throw TlsFiles.unusable(files.key(), "is not the key of " + files.certificate());
    }
  }

  static List<X509Certificate> certificates(Path file, byte[] pem) {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw TlsFiles.unusable(file, "has no certificate in it");
      }
      return chain;
    } catch (CertificateException e) {
      throw TlsFiles.unusable(file, "is not a certificate in PEM");
    }
  }

  /** Whether one verifies what the other signs; a server that has this wrong can greet nobody. */
  private static boolean belongTogether(PublicKey shown, PrivateKey kept) {
    try {
      String algorithm =
          switch (kept.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> kept.getAlgorithm();
          };
      byte[] probe = {1};
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(kept);
      signing.update(probe);
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(shown);
      verifying.update(probe);
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
