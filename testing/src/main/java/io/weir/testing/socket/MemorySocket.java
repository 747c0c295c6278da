package io.weir.testing.socket;

import io.weir.engine.frame.Framing;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose kernel is memory and whose other end is a {@link MemoryPeer}. As strict as the
 * port allows: a buffer that is given back before it was flushed, a call from outside the loop and
 * a range outside the buffer fail. Thread: its loop.
 *
 * <p>Open → Closing: our close frame is on its way | Closed: the peer has gone<br>
 * Closing → Closed: the peer answered, has gone, or took too long; or the last word is sent, where
 * it does not answer
 */
public final class MemorySocket implements Socket {
  /** What is much here: less than over a network, since kernels are smaller, too. */
  public static final int MUCH_BYTES = 1 << 10;

  private static final int MAX_IGNORED_BYTES = 64 << 10;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  /** A part of a buffer that waits; the buffer is counted once it is in the queue. */
  private static final class Chunk {
    private final FrameBuffer buffer;
    private final int begin;
    private int from;
    private int to;

    Chunk(FrameBuffer buffer, int from, int to) {
      this.buffer = buffer;
      this.begin = from;
      this.from = from;
      this.to = to;
    }
  }

  private final ManualLoop loop;
  private final MemoryPeer peer;
  private final SocketHandler handler;
  private final HeapFrameMemory control = new HeapFrameMemory();
  private final MessageReader reader;

  private State state = State.OPEN;
  private @Nullable Chunk pending;
  private final Deque<Chunk> queue = new ArrayDeque<>();
  private long queuedBytes;
  private long flushedBytes;
  private boolean full;
  private long lastAliveNanos;
  private boolean paused;
  private boolean resuming; // by a task that is on its way
  private boolean inputEnded;
  private int ignoredBytes;
  private int writes;
  private int flushes;

  MemorySocket(ManualLoop loop, MemoryPeer peer, SocketHandler handler) {
    this.loop = loop;
    this.peer = peer;
    this.handler = handler;
    this.reader = new MessageReader(this, handler, peer.masks());
    this.lastAliveNanos = loop.nowNanos();
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public SocketHandler handler() {
    return handler;
  }

  @Override
  public void write(FrameBuffer frames, int from, int to) {
    checkThread();
    if (from < 0 || from >= to || to > frames.bytes().capacity()) {
      throw new IllegalArgumentException("not in the buffer: " + from + " to " + to);
    }
    if (state == State.OPEN) {
      writes++;
      enqueuePending();
      pending = new Chunk(frames, from, to);
    }
  }

  @Override
  public void flush() {
    checkThread();
    flushes++;
    enqueuePending();
    flushedBytes = queuedBytes;
    transfer();
    full |= queuedBytes > MUCH_BYTES;
  }

  @Override
  public long unsentBytes() {
    return queuedBytes + (pending == null ? 0 : pending.to - pending.from);
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public void ping() {
    checkThread();
    if (state == State.OPEN) {
      writeControl(Framing.ping(peer.wire()));
    }
  }

  @Override
  public void ping(long number) {
    checkThread();
    if (state == State.OPEN && peer.wire().isWebSocket()) {
      enqueue(Framing.ping(peer.wire(), number));
    }
  }

  @Override
  public void pause() {
    checkThread();
    if (state == State.OPEN && peer.wire().isWebSocket()) {
      paused = true;
      resuming = false;
    }
  }

  @Override
  public void resume() {
    checkThread();
    if (paused && !resuming) {
      resuming = true;
      lastAliveNanos = loop.nowNanos();
      loop.execute(this::readOn);
    }
  }

  private void readOn() {
    if (resuming) {
      resuming = false;
      paused = false;
      reader.readOn();
      endWithInput();
    }
  }

  /** Whether it hands over no message now. */
  public boolean isPaused() {
    return paused;
  }

  /** Whether what has come from the peer is to be handed over now. */
  boolean hears() {
    return !paused && state != State.CLOSED;
  }

  void pong(byte[] payload) {
    if (state == State.OPEN) {
      writeControl(new WireFrame(0x80 | WireFrame.PONG, false, payload).encode());
    }
  }

  @Override
  public long lastAliveNanos() {
    return paused ? loop.nowNanos() : lastAliveNanos;
  }

  @Override
  public void close(CloseReason reason) {
    checkThread();
    if (state == State.OPEN) {
      resume();
      state = State.CLOSING;
      writeControl(Framing.close(peer.wire(), reason));
      loop.after(CLOSE_TIMEOUT, this::onDisconnected);
    }
  }

  @Override
  public void closeAhead(CloseReason reason) {
    checkThread();
    if (state == State.OPEN) {
      discardUnsent();
      close(reason);
    }
  }

  @Override
  public void cut() {
    checkThread();
    loop.execute(this::onDisconnected);
  }

  /** Keeps the rest of the frame that is partly sent. */
  private void discardUnsent() {
    pending = null;
    while (queue.size() > 1) {
      queue.removeLast().buffer.release();
    }
    for (Chunk chunk : queue) {
      chunk.to = Framing.boundary(peer.wire(), chunk.buffer.bytes(), chunk.begin, chunk.from);
    }
    if (!queue.isEmpty() && queue.element().from == queue.element().to) {
      queue.remove().buffer.release();
    }
    queuedBytes = queue.stream().mapToInt(chunk -> chunk.to - chunk.from).sum();
    flushedBytes = queuedBytes;
  }

  /** How often {@link #write} was called while open. */
  public int writes() {
    return writes;
  }

  /** How often {@link #flush} was called. */
  public int flushes() {
    return flushes;
  }

  /** How many buffers it holds at most. */
  public int held() {
    return queue.size();
  }

  @Override
  public boolean isOpen() {
    return state == State.OPEN;
  }

  void onBytes(byte[] bytes) {
    if (state != State.CLOSED) {
      lastAliveNanos = loop.nowNanos();
      if (peer.wire().isWebSocket()) {
        reader.onBytes(bytes);
      } else {
        ignore(bytes.length);
      }
    }
  }

  private void ignore(int bytes) {
    ignoredBytes += bytes;
    if (ignoredBytes > MAX_IGNORED_BYTES) {
      close(new CloseReason(1009, "nothing is expected from the client here"));
    }
  }

  /** The peer's close frame: answered, unless it is the answer; then the connection ends. */
  void onCloseFrame(CloseReason reason) {
    if (state == State.OPEN) {
      state = State.CLOSING;
      writeControl(Framing.close(peer.wire(), new CloseReason(reason.code(), "")));
      handler.onCloseFrame(reason);
    }
    onDisconnected();
  }

  /** The peer has ended its side, and what it sent before is handed over first. */
  void onInputEnded() {
    inputEnded = true;
    endWithInput();
  }

  private void endWithInput() {
    if (inputEnded && !paused) {
      onDisconnected();
    }
  }

  void onWritable() {
    transfer();
  }

  void onDisconnected() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      pending = null;
      queue.forEach(chunk -> chunk.buffer.release());
      queue.clear();
      queuedBytes = 0;
      flushedBytes = 0;
      peer.onEnded();
      handler.onClosed();
    }
  }

  private void writeControl(byte[] frame) {
    enqueue(frame);
    flushedBytes = queuedBytes;
    transfer();
  }

  private void enqueue(byte[] frame) {
    FrameBuffer buffer = control.allocate(frame.length);
    buffer.bytes().put(0, frame);
    enqueuePending();
    pending = new Chunk(buffer, 0, frame.length);
    enqueuePending();
    buffer.release();
  }

  private void enqueuePending() {
    if (pending != null) {
      pending.buffer.retain();
      queue.add(pending);
      queuedBytes += pending.to - pending.from;
      pending = null;
    }
  }

  /** The kernel takes what was flushed, as far as it has room. */
  private void transfer() {
    while (flushedBytes > 0 && peer.roomBytes() > 0) {
      Chunk chunk = queue.element();
      int count = Math.min(chunk.to - chunk.from, peer.roomBytes());
      byte[] taken = new byte[count];
      chunk.buffer.bytes().get(chunk.from, taken);
      chunk.from += count;
      queuedBytes -= count;
      flushedBytes -= count;
      lastAliveNanos = loop.nowNanos();
      if (chunk.from == chunk.to) {
        queue.remove();
        chunk.buffer.release();
      }
      peer.onKernel(taken);
    }
    if (state == State.CLOSING && !peer.wire().isWebSocket() && queuedBytes == 0) {
      loop.execute(this::onDisconnected);
    }
    if (full && queuedBytes < MUCH_BYTES / 2) {
      full = false;
      loop.execute(this::tellDrained);
    }
  }

  private void tellDrained() {
    if (state == State.OPEN) {
      handler.onDrained();
    }
  }

  private void checkThread() {
    if (!loop.inLoop()) {
      throw new IllegalStateException("a socket was used outside its loop");
    }
  }
}
