package io.weir.netty;

import io.weir.engine.socket.Dialer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Remote;
import io.weir.engine.socket.Wire;
import io.weir.testing.socket.DialerContract;
import io.weir.testing.socket.DialerHarness;
import io.weir.testing.socket.FrameParser;
import io.weir.testing.socket.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The dialer keeps the contract of dialers. What its sockets do, their own contract says. */
class NettyDialerContractIT extends DialerContract {

  @Override
  protected DialerHarness harness() {
    return new Harness();
  }

  private static final class Harness implements DialerHarness {
    private final RawServer server = new RawServer();
    private final Dialing dialing = new Dialing(Transport.best());
    private final FrameMemory memory = new NettyFrameMemory();
    private final List<AutoCloseable> peers = new ArrayList<>();

    @Override
    public Dialer dialer() {
      return dialing.dialer();
    }

    @Override
    public Remote remote(Duration patience) {
      return Dialing.patient(server.uri("/contract"), patience);
    }

    @Override
    public Peer accept() {
      SocketPeer peer = new SocketPeer(server.acceptOpen(Wire.PLAIN), false);
      peers.add(peer);
      return peer;
    }

    @Override
    public void refuse(int status, Duration retryAfter, String line) {
      RawPeer peer = server.accept();
      peers.add(peer);
      peer.readHead();
      peer.send(
          "HTTP/1.1 %d No\r\nRetry-After: %d\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(status, retryAfter.toSeconds(), line.length(), line));
    }

    @Override
    public FrameMemory memory() {
      return memory;
    }

    @Override
    public FrameParser parser() {
      return FrameParser.ofClient(Wire.PLAIN);
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
    public void close() {
      dialing.close();
      server.close();
      for (AutoCloseable peer : peers) {
        try {
          peer.close();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    }
  }
}
