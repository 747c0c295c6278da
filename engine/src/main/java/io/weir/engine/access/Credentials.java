package io.weir.engine.access;

/** What a client shows to say who it is. Never printed. */
public sealed interface Credentials {

  /** A user name and a password (RFC 7617), or a user name and an API key. */
  record Basic(String user, String password) implements Credentials {
    @Override
    public String toString() {
      return "Basic[…]";
    }
  }

  /** A bearer token (RFC 6750). */
  record Bearer(String token) implements Credentials {
    @Override
    public String toString() {
      return "Bearer[…]";
    }
  }

  /**
   * Something that was meant as a credential and cannot be read.
   *
   * @param problem what is wrong with it, without any part of it
   */
  record Malformed(String problem) implements Credentials {}
}
