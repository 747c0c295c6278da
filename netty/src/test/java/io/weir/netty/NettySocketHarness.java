package io.weir.netty;

import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Wire;
import io.weir.testing.socket.Peer;
import io.weir.testing.socket.SocketHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The contract's connections over TCP. */
final class NettySocketHarness implements SocketHarness {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);
  private static final int RECEIVE_BYTES = 16 << 10;
  private static final int KERNEL_BYTES = 1 << 20;

  private final TestServer server;
  private final FrameMemory memory = new NettyFrameMemory();
  private final List<SocketPeer> peers = new ArrayList<>();

  private final Wire wire;

  NettySocketHarness(Transport transport, Wire wire) {
    this.wire = wire;
    server = new TestServer(1).transport(transport).start();
  }

  @Override
  public Peer connect(Acceptor acceptor) {
    String path = "/contract/" + peers.size();
    server.dialect().put(path, acceptor);
    SocketPeer peer =
        new SocketPeer(RawPeer.connect(server.address(), RECEIVE_BYTES).open(wire, path, offer()));
    peers.add(peer);
    return peer;
  }

  private String[] offer() {
    return wire == Wire.DEFLATED
        ? new String[] {"Sec-WebSocket-Extensions: permessage-deflate"}
        : new String[0];
  }

  @Override
  public Wire wire() {
    return wire;
  }

  @Override
  public FrameMemory memory() {
    return memory;
  }

  @Override
  public void run(Loop loop, Runnable task) {
    runOn(loop, task);
  }

  static void runOn(Loop loop, Runnable task) {
    try {
      CompletableFuture.runAsync(task, loop).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw e;
      }
    }
  }

  @Override
  public void await(String what, BooleanSupplier condition) {
    awaitThat(what, condition);
  }

  static void awaitThat(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not happen: " + what);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  @Override
  public int kernelBytes() {
    return KERNEL_BYTES;
  }

  @Override
  public void close() {
    peers.forEach(SocketPeer::close);
    server.close();
  }
}
