package io.weir.engine.link;

import io.weir.engine.error.Refusal;

/**
 * An open session, as whoever shows it to operators, and ends it for them, sees it. Thread: its
 * loop.
 */
public interface Session {

  /** Whether nobody has ended it; its connection may still be there if not. */
  boolean isOpen();

  /** What its socket has not handed over to the operating system. */
  long unsentBytes();

  /**
   * What an operator sees of it.
   *
   * @param id for {@link Sessions#close}
   */
  SessionStatus status(String id);

  /** Closes it with a reason. */
  void end(Refusal refusal);
}
