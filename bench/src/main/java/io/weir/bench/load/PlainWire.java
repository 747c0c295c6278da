package io.weir.bench.load;

import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes as they are. */
final class PlainWire implements Wire {
  private final Socket socket;
  private final ByteBuffer out;

  /**
   * @param out shared, direct
   */
  PlainWire(Socket socket, ByteBuffer out) {
    this.socket = socket;
    this.out = out;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return socket.readAddress(Buffer.memoryAddress(into), 0, into.capacity());
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    out.clear().put(bytes, 0, length);
    if (socket.write(out, 0, length) != length) {
      throw new IOException("what was to be sent did not fit into the socket");
    }
  }

  @Override
  public boolean isReady() {
    return true;
  }
}
