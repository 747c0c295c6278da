package io.weir.netty;

import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Wire;
import io.weir.testing.socket.FrameParser;
import io.weir.testing.socket.Peer;
import io.weir.testing.socket.SocketHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The contract's connections over TCP from our dialer, to peers that accept. */
final class DialedSocketHarness implements SocketHarness {
  private static final int RECEIVE_BYTES = 16 << 10;
  private static final int KERNEL_BYTES = 1 << 20;

  private final RawServer server = new RawServer(0, RECEIVE_BYTES);
  private final FrameMemory memory = new NettyFrameMemory();
  private final List<SocketPeer> peers = new ArrayList<>();
  private final Dialing dialing;
  private final Wire wire;

  DialedSocketHarness(Transport transport, Wire wire) {
    this.wire = wire;
    this.dialing = new Dialing(transport);
  }

  @Override
  public Peer connect(Acceptor acceptor) {
    dialing.dial(Dialing.remote(server.uri("/contract")), acceptor);
    SocketPeer peer = new SocketPeer(server.acceptOpen(wire), false);
    peers.add(peer);
    return peer;
  }

  @Override
  public Wire wire() {
    return wire;
  }

  @Override
  public FrameParser parser() {
    return FrameParser.ofClient(wire);
  }

  @Override
  public FrameMemory memory() {
    return memory;
  }

  @Override
  public void run(Loop loop, Runnable task) {
    NettySocketHarness.runOn(loop, task);
  }

  @Override
  public void await(String what, BooleanSupplier condition) {
    NettySocketHarness.awaitThat(what, condition);
  }

  @Override
  public int kernelBytes() {
    return KERNEL_BYTES;
  }

  @Override
  public void close() {
    peers.forEach(SocketPeer::close);
    dialing.close();
    server.close();
  }
}
