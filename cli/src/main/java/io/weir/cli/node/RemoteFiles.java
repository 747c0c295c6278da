package io.weir.cli.node;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.Remote;
import io.weir.netty.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/** The files that a link trusts its peer by, and is trusted by. */
final class RemoteFiles {
  private RemoteFiles() {}

  /**
   * Reads them.
   *
   * @throws io.weir.engine.error.RefusedException if one cannot be used
   */
  static void check(Remote.Tls tls) {
    tls.ca().ifPresent(RemoteFiles::checkRoots);
    if (tls.certificate().isPresent() && tls.key().isPresent()) {
      new TlsFiles(tls.certificate().get(), tls.key().get(), Optional.empty()).check();
    }
  }

  private static void checkRoots(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        throw unusable(file, "holds no certificate");
      }
    } catch (IOException e) {
      throw unusable(file, "cannot be read");
    } catch (CertificateException e) {
      throw unusable(file, "is no PEM file of certificates");
    }
  }

  private static RuntimeException unusable(Path file, String why) {
    String message = "tls.ca " + file + " " + why;
    return new Refusal(ErrorCode.UNUSABLE_ENVIRONMENT, message).asException();
  }
}
