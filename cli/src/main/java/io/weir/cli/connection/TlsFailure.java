package io.weir.cli.connection;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a TLS handshake failed, in words: the JDK's own are for who knows its classes. */
final class TlsFailure {
  private static final String CERTIFICATE = "the server's certificate ";

  private TlsFailure() {}

  static String describe(SSLException failure) {
    String message = message(failure);
    if (message.contains("nrecognized SSL message")) {
      return "the server does not speak TLS at this address; use ws://";
    }
    return causes(failure)
        .flatMap(cause -> aboutCertificate(cause).stream())
        .reduce((outer, inner) -> inner)
        .orElse("TLS: " + message);
  }

  private static String message(Throwable failure) {
    return Printable.line(String.valueOf(failure.getMessage()));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static Optional<String> aboutCertificate(Throwable cause) {
    return switch (cause) {
      case CertificateExpiredException e -> Optional.of(CERTIFICATE + "has expired");
      case CertificateNotYetValidException e -> Optional.of(CERTIFICATE + "is not valid yet");
      case CertPathBuilderException e ->
          Optional.of(
              CERTIFICATE + "is signed by nobody that we trust; name its CA with --ca FILE");
      case CertPathValidatorException e -> Optional.of(CERTIFICATE + "is not valid: " + message(e));
      // Of the exact type: the name does not match. The JDK's validator throws one of its own.
      case CertificateException e when e.getClass() == CertificateException.class ->
          Optional.of(CERTIFICATE + "is not for this host");
      default -> Optional.empty();
    };
  }
}
