package io.weir.cli.connection;

import io.weir.cli.CommandException;
import io.weir.engine.error.ErrorKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A header of the handshake. */
public record Header(String name, String value) {

  /**
   * Of {@code Name: value}.
   *
   * @throws CommandException if it has no name or no colon
   */
  public static Header parse(String line) {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new CommandException(ErrorKind.USER, "--header '" + line + "': expected 'Name: value'");
    }
    return new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
  }

  /**
   * HTTP Basic, in UTF-8 (RFC 7617).
   *
   * @throws CommandException if there is no colon
   */
  public static Header basic(String user) {
    if (user.indexOf(':') < 0) {
      throw new CommandException(ErrorKind.USER, "--user: expected USER:PASSWORD, found no colon");
    }
    byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
    return new Header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
  }
}
