package io.weir.testing.socket;

import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Wire;
import java.util.function.BooleanSupplier;

/** Makes connections for a {@link SocketContract}. Thread: the test's. */
public interface SocketHarness extends AutoCloseable {

  /**
   * Connects a new peer, whose handshake goes to the acceptor; returns when the peer knows that the
   * connection is open.
   */
  Peer connect(Acceptor acceptor);

  /** How frames travel to the peers. */
  default Wire wire() {
    return Wire.PLAIN;
  }

  /** Takes frames out of what the peers receive. */
  default FrameParser parser() {
    return FrameParser.of(wire());
  }

  /** Memory whose buffers the sockets can write. */
  FrameMemory memory();

  /** Runs a task on a loop and returns when it is done; what it throws is thrown here. */
  void run(Loop loop, Runnable task);

  /** Returns when the condition holds, and fails if it does not within a few seconds. */
  void await(String what, BooleanSupplier condition);

  /**
   * How many bytes a connection's kernel buffers may hold, both ends together; more than that does
   * not leave the socket while the peer reads nothing.
   */
  int kernelBytes();

  @Override
  void close();
}
