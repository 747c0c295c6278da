package io.weir.systemtests.interop;

import io.weir.systemtests.Authority;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The certificate with which Weir meets programs that are not ours, and how they trust it. */
final class Trusted {
  private static final Authority AUTHORITY;
  private static final Authority.Issued HERE;
  private static final String KEY;

  static {
    try {
      AUTHORITY = Authority.in(Path.of("target/interop/tls").toAbsolutePath());
      HERE = AUTHORITY.issueForHere();
      KEY = hash(HERE.bundle().getCertificate().getPublicKey());
    } catch (Exception e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Trusted() {}

  /** For a listener: its setting {@code tls}. */
  static String setting() {
    return HERE.setting();
  }

  /** For a server that is not ours: its certificate and key, PEM files. */
  static List<String> files() {
    return List.of(HERE.certificate().toString(), HERE.key().toString());
  }

  /** Who has signed it, a PEM file. */
  static String authority() {
    return AUTHORITY.file().toString();
  }

  /** For the scripts. Chromium takes no file, but the hash of a public key. */
  static Map<String, String> environment() {
    return Map.of("TRUSTED_CA", authority(), "TRUSTED_KEY", KEY);
  }

  private static String hash(PublicKey key) throws GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
    return Base64.getEncoder().encodeToString(hash);
  }
}
