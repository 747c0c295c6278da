package io.weir.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** How bytes come from and get to the server: as they are, or encrypted. Thread: the event loop. */
interface Wire {
  /**
   * What has come, from 0 on.
   *
   * @return how many bytes; -1 if the peer has ended the connection
   */
  int read(ByteBuffer into) throws IOException;

  /** Sends all of it, or fails. */
  void write(byte[] bytes, int length) throws IOException;

  /** Whether the server can be talked to. */
  boolean isReady();
}
