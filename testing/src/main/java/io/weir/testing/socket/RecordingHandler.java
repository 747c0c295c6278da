package io.weir.testing.socket;

import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.SocketHandler;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears, and fails when it hears something after the end. Thread: any. */
public class RecordingHandler implements SocketHandler {

  /** A message that arrived. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Message(boolean text, byte[] payload) {}

  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final List<Long> pongs = new CopyOnWriteArrayList<>();
  private final List<CloseReason> closeFrames = new CopyOnWriteArrayList<>();
  private volatile int drained;
  private volatile int closed;
  private volatile boolean late;

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {
    late |= closed > 0;
    byte[] copy = new byte[payload.remaining()];
    payload.get(copy);
    messages.add(new Message(text, copy));
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop only
  public void onDrained() {
    late |= closed > 0;
    drained++;
  }

  @Override
  public void onPong(long number) {
    late |= closed > 0;
    pongs.add(number);
  }

  @Override
  public void onCloseFrame(CloseReason reason) {
    late |= closed > 0;
    closeFrames.add(reason);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop only
  public void onClosed() {
    closed++;
  }

  public List<Message> messages() {
    return messages;
  }

  /** The numbers of the pings that were answered. */
  public List<Long> pongs() {
    return pongs;
  }

  /** What the peer's close frames said. */
  public List<CloseReason> closeFrames() {
    return closeFrames;
  }

  /** How often it was told that most of what was unsent has gone. */
  public int drained() {
    return drained;
  }

  /** How often the end was told. */
  public int closed() {
    return closed;
  }

  /** Whether something else came after the end. */
  public boolean heardAfterEnd() {
    return late;
  }
}
