package io.weir.testing.socket;

import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Wire;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The contract's connections in memory: one loop, stepped whenever the test waits. */
public final class MemorySocketHarness implements SocketHarness {
  private static final int KERNEL_BYTES = 4_096;

  private final ManualLoop loop;
  private final HeapFrameMemory memory = new HeapFrameMemory();
  private final Wire wire;

  public MemorySocketHarness(Wire wire) {
    this(new ManualLoop(), wire);
  }

  MemorySocketHarness(ManualLoop loop, Wire wire) {
    this.loop = loop;
    this.wire = wire;
  }

  @Override
  public MemoryPeer connect(Acceptor acceptor) {
    MemoryPeer peer = MemoryPeer.connect(loop, acceptor, KERNEL_BYTES).on(wire);
    loop.run();
    return peer;
  }

  @Override
  public Wire wire() {
    return wire;
  }

  @Override
  public HeapFrameMemory memory() {
    return memory;
  }

  @Override
  public void run(Loop on, Runnable task) {
    loop.run(task);
  }

  @Override
  public void await(String what, BooleanSupplier condition) {
    for (int seconds = 0; !condition.getAsBoolean(); seconds++) {
      if (seconds == 60) {
        throw new AssertionError("did not happen: " + what);
      }
      loop.advance(Duration.ofSeconds(1));
    }
  }

  @Override
  public int kernelBytes() {
    return KERNEL_BYTES;
  }

  @Override
  public void close() {
    loop.stop();
  }
}
