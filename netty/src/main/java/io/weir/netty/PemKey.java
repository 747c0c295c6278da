package io.weir.netty;

import io.weir.engine.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Reads a private key in any of the forms in which tools write them: PKCS #8, PKCS #1, SEC 1. */
final class PemKey {
  private PemKey() {}

  /**
   * @throws io.weir.engine.error.RefusedException if there is none, or it cannot be decrypted
   */
  static PrivateKey read(TlsFiles files, byte[] pem) {
    var text = new InputStreamReader(new ByteArrayInputStream(pem), StandardCharsets.US_ASCII);
    try (PEMParser parser = new PEMParser(text)) {
      PrivateKeyInfo found = null;
      for (Object next = parser.readObject();
          next != null && found == null;
          next = parser.readObject()) {
        found = keyIn(next, files);
      }
      if (found == null) {
        throw TlsFiles.unusable(files.key(), "has no private key in PEM in it");
      }
      return new JcaPEMKeyConverter().getPrivateKey(found);
    } catch (RefusedException e) {
      throw e;
    } catch (PEMException | PKCSException | OperatorCreationException e) {
      throw TlsFiles.unusable(
          files.key(),
          files.keyPassword().isPresent()
              ? "cannot be read: its form is unknown or key-password is wrong"
              : "cannot be read: its form is unknown");
    } catch (IOException | RuntimeException e) { // Base64 that is none is a RuntimeException
      throw TlsFiles.unusable(files.key(), "is not a private key in PEM");
    }
  }

  /** Null: something else, such as the parameters that some tools write in front of a key. */
  private static @Nullable PrivateKeyInfo keyIn(Object object, TlsFiles files)
      throws IOException, PKCSException, OperatorCreationException {
    return switch (object) {
      case PrivateKeyInfo key -> key;
      case PEMKeyPair pair -> pair.getPrivateKeyInfo();
      case PKCS8EncryptedPrivateKeyInfo key ->
          key.decryptPrivateKeyInfo(
              new JceOpenSSLPKCS8DecryptorProviderBuilder().build(password(files)));
      case PEMEncryptedKeyPair pair ->
          pair.decryptKeyPair(new JcePEMDecryptorProviderBuilder().build(password(files)))
              .getPrivateKeyInfo();
      default -> null;
    };
  }

  private static char[] password(TlsFiles files) {
    return files
        .keyPassword()
        .orElseThrow(
            () ->
                TlsFiles.unusable(files.key(), "is encrypted: write its password as key-password"))
        .toCharArray();
  }
}
