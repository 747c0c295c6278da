package io.weir.engine.listener;

import java.nio.ByteBuffer;

/** Takes the body of a request. Thread: the loop of its connection. */
public interface Body {

  /**
   * A part of it has come.
   *
   * @param bytes valid during the call only
   */
  void onBytes(ByteBuffer bytes);

  /** It is complete. */
  void onEnd();

  /** The connection has gone, or the request was answered otherwise: the last call. */
  void onGone();
}
