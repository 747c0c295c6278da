package io.weir.cli.connection;

import io.weir.cli.CommandException;
import io.weir.engine.error.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed. */
public final class Authorities {
  private Authorities() {}

  /** Those that come with Java, or that {@code javax.net.ssl.trustStore} names. */
  public static SSLContext ofJava() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new CommandException(ErrorKind.ENVIRONMENT, "TLS: " + e.getMessage());
    }
  }

  /**
   * Only those of a PEM file: who names the CA of a server wants to meet that one and no other.
   *
   * @throws CommandException if there are none in it
   */
  public static SSLContext in(Path file) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate each : read(file)) {
        store.setCertificateEntry(Integer.toString(store.size()), each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (NoSuchFileException e) {
      throw unusable(file, "does not exist");
    } catch (IOException e) {
      throw unusable(file, "cannot be read: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw unusable(file, "cannot be used: " + e.getMessage());
    }
  }

  private static Collection<? extends Certificate> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var all = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw unusable(file, "has no certificate in it");
      }
      return all;
    } catch (CertificateException e) {
      throw unusable(file, "is not a certificate in PEM");
    }
  }

  private static CommandException unusable(Path file, String why) {
    return new CommandException(ErrorKind.USER, "--ca " + file + ": " + why);
  }
}
