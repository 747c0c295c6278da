package io.weir.cli.connection;

/** What to do after a connection has ended. */
public enum Advice {
  /** It was done on purpose, by us or by the server: exit with 0. */
  DONE,
  /** Connect again, with back-off. */
  RECONNECT,
  /** Connect again, more slowly: a limit was met. */
  RECONNECT_SLOWER,
  /** The same again would end the same way: exit with 2 and the reason. */
  GIVE_UP
}
