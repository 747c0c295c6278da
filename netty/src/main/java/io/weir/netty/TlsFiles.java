package io.weir.netty;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the certificate and the key of a listener are, in PEM (RFC 7468).
 *
 * @param certificate the listener's, then those that lead to a root
 * @param keyPassword of a key that is encrypted
 */
public record TlsFiles(Path certificate, Path key, Optional<String> keyPassword) {
  private static final int MAX_BYTES = 1 << 20;

  /**
   * Whether they can be used.
   *
   * @throws RefusedException if not; the message says why
   */
  public void check() {
    TlsIdentity.of(this, readCertificate(), readKey());
  }

  byte[] readCertificate() {
    return read(certificate);
  }

  byte[] readKey() {
    return read(key);
  }

  static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES);
      if (bytes.length == MAX_BYTES) {
        throw unusable(file, "is too large to be a PEM file");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw unusable(file, "does not exist");
    } catch (IOException e) {
      throw unusable(file, "cannot be read: " + e.getMessage());
    }
  }

  static RefusedException unusable(Path file, String why) {
    return new Refusal(ErrorCode.UNUSABLE_ENVIRONMENT, "TLS: " + file + " " + why).asException();
  }
}
