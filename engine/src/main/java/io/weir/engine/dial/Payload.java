package io.weir.engine.dial;

import java.nio.ByteBuffer;

/** A message that is looked at before it is handed over. */
final class Payload {
  private Payload() {}

  /** A copy; the buffer stays as it is. */
  static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(payload.position(), bytes);
    return bytes;
  }
}
