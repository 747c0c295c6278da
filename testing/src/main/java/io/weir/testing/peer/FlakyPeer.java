package io.weir.testing.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A WebSocket server on loopback that treats each connection as its plan says, and remembers what
 * came. Any thread.
 *
 * <p>{@code /feed?after=N} sends the messages of a feed from number N + 1 on: {@code
 * {"key":"k3","n":18}}. {@code /acks} replies {@code {"ok":true}} to each message. All other paths
 * only take what comes.
 */
public final class FlakyPeer implements AutoCloseable {
  /** So that whoever does not read is soon not written to any more. */
  private static final int RECEIVE_BYTES = 16 << 10;

  private final ServerSocket listening;
  private final Consumer<Visit> onEnded;
  private final Feed feed = new Feed();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Visit> visits = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Plan plan;
  private int planned;

  private FlakyPeer(ServerSocket listening, Plan plan, Consumer<Visit> onEnded) {
    this.listening = listening;
    this.plan = plan;
    this.onEnded = onEnded;
  }

  /** Listens on a free port. */
  public static FlakyPeer start(Plan plan) {
    return start(0, plan, visit -> {});
  }

  /**
   * Listens on a port.
   *
   * @param onEnded told of each connection that has ended
   */
  public static FlakyPeer start(int port, Plan plan, Consumer<Visit> onEnded) {
    try {
      ServerSocket listening = new ServerSocket();
      listening.setReceiveBufferSize(RECEIVE_BYTES);
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      FlakyPeer peer = new FlakyPeer(listening, plan, onEnded);
      Thread.ofPlatform().name("flaky-peer").daemon().start(peer::accept);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        Visit visit = visit();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, visit));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private synchronized Visit visit() {
    Visit visit = new Visit(visits.size(), plan.conduct(planned++));
    visits.add(visit);
    return visit;
  }

  private void serve(Socket socket, Visit visit) {
    try {
      new PeerConnection(socket, visit, feed, over).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
      onEnded.accept(visit);
    }
  }

  /** From now on connections are treated by another plan, from its beginning. */
  public synchronized void follow(Plan next) {
    plan = next;
    planned = 0;
  }

  /** Breaks off all connections. */
  public void breakOff() {
    for (Socket each : open) {
      try {
        each.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Makes the feed so long. */
  public void feed(long length) {
    feed.grow(length);
  }

  public String url(String target) {
    return "ws://127.0.0.1:" + listening.getLocalPort() + target;
  }

  /** All connections so far, in the order in which they came. A copy. */
  public List<Visit> visits() {
    return List.copyOf(visits);
  }

  @Override
  public void close() {
    over.countDown();
    feed.end();
    breakOff();
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
