package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.weir.engine.frame.Framing;
import io.weir.engine.socket.Wire;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Masks what is written to a server: frames that others share, so each is copied, with a key of its
 * own that nobody can foretell (RFC 6455 section 5.3). Thread: the loop.
 */
final class MaskingHandler extends ChannelOutboundHandlerAdapter {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Drawn at once, since a draw costs more than a key does. */
  private static final int KEYS_BYTES = 1024;

  private static final int MASKED = 0x80;

  private final ByteBuffer keys = ByteBuffer.allocate(KEYS_BYTES).position(KEYS_BYTES);

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf frames && frames.isReadable()) {
      context.write(masked(frames, context.alloc()), promise);
    } else {
      context.write(message, promise);
    }
  }

  /** Takes over one or more complete frames. */
  private ByteBuf masked(ByteBuf frames, ByteBufAllocator pool) {
    try {
      ByteBuffer source = frames.nioBuffer();
      int bytes = source.limit() + count(source) * Integer.BYTES;
      ByteBuf copy = pool.directBuffer(bytes, bytes);
      ByteBuffer target = copy.internalNioBuffer(0, bytes);
      for (int begin = 0; begin < source.limit(); ) {
        int end = end(source, begin);
        mask(source, begin, end, target);
        begin = end;
      }
      return copy.writerIndex(bytes);
    } finally {
      frames.release();
    }
  }

  private static int count(ByteBuffer frames) {
    int count = 0;
    for (int begin = 0; begin < frames.limit(); begin = end(frames, begin)) {
      count++;
    }
    return count;
  }

  private static int end(ByteBuffer frames, int begin) {
    return Framing.boundary(Wire.PLAIN, frames, begin, begin + 1);
  }

  private void mask(ByteBuffer source, int begin, int end, ByteBuffer target) {
    int second = source.get(begin + 1);
    int payload = begin + (second < 126 ? 2 : second == 126 ? 4 : 10);
    target.put(source.get(begin)).put((byte) (second | MASKED));
    target.put(target.position(), source, begin + 2, payload - begin - 2);
    target.position(target.position() + payload - begin - 2);
    int key = nextKey();
    target.putInt(key);
    long twice = (long) key << Integer.SIZE | Integer.toUnsignedLong(key);
    int at = payload;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      target.putLong(source.getLong(at) ^ twice);
    }
    for (; at < end; at++) {
      twice = Long.rotateLeft(twice, Byte.SIZE);
      target.put((byte) (source.get(at) ^ twice));
    }
  }

  private int nextKey() {
    if (!keys.hasRemaining()) {
      RANDOM.nextBytes(keys.array());
      keys.clear();
    }
    return keys.getInt();
  }
}
