package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The certificate of a listener, relative to the working directory. Both files are read again when
 * they change.
 *
 * @param certificate the listener's, then those that lead to a root
 * @param keyPassword of a key that is encrypted
 */
public record TlsSettings(Path certificate, Path key, Optional<Secret> keyPassword) {
  static final Key<Path> CERTIFICATE =
      Key.required(
          "certificate",
          Scalars.FILE,
          Path.of("tls.crt"),
          "A PEM file: the certificate, then those between it and a root. Read again when it"
              + " changes; open connections stay.");

  static final Key<Path> KEY =
      Key.required("key", Scalars.FILE, Path.of("tls.key"), "A PEM file: the private key.");

  static final Key<Secret> KEY_PASSWORD =
      Key.optional(
          "key-password", Scalars.SECRET, "the key is not encrypted", "What encrypts the key.");

  static final Table<TlsSettings> TABLE =
      Table.of(
          List.of(CERTIFICATE, KEY, KEY_PASSWORD),
          values ->
              new TlsSettings(values.get(CERTIFICATE), values.get(KEY), values.find(KEY_PASSWORD)));
}
