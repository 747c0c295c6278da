package io.weir.engine.listener;

import java.nio.channels.UnresolvedAddressException;

/** Why an address could not be listened on, in words. */
public final class Unbound {
  private Unbound() {}

  /**
   * What a failure to bind comes down to, or its own message.
   *
   * @param cause from the operating system, through whatever library: they differ in their types
   *     but all quote strerror(3)
   */
  public static String inWords(Throwable cause) {
    if (cause instanceof UnresolvedAddressException) {
      return "its host name is not known";
    }
    String message = String.valueOf(cause.getMessage());
    if (message.contains("in use")) {
      return "another process uses it";
    }
    if (message.contains("assign")) {
      return "it is not an address of this machine";
    }
    return message.contains("denied") ? "the system does not permit it" : message;
  }
}
