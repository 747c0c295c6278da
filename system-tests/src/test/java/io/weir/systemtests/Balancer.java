package io.weir.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP load balancer as simple as they come: it asks every instance at intervals whether it is
 * ready, hands each new connection to the next of those that were, and tries no other if that one
 * does not take it.
 */
final class Balancer implements AutoCloseable {
  private static final int INTERVAL_MILLIS = 100;

  /** HOST:PORT of its listener and of its admin address. */
  record Instance(String listener, String admin) {
    static Instance of(WeirProcess weir) throws Exception {
      return new Instance(weir.listener("public"), weir.admin());
    }
  }

  private final List<Instance> instances;
  private final Set<Instance> ready = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();
  private final ServerSocket server;
  private final ScheduledExecutorService probes = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

  Balancer(List<Instance> instances) throws IOException {
    this.instances = instances;
    this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    probes.scheduleWithFixedDelay(this::probe, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    connections.execute(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Those that were ready when they were asked last. */
  Set<Instance> ready() {
    return Set.copyOf(ready);
  }

  private void probe() {
    for (Instance instance : instances) {
      if (isReady(instance)) {
        ready.add(instance);
      } else {
        ready.remove(instance);
      }
    }
  }

  private static boolean isReady(Instance instance) {
    try {
      return Http.get(instance.admin(), "/readyz").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        connections.execute(() -> forward(client));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void forward(Socket client) {
    List<Instance> candidates = instances.stream().filter(ready::contains).toList();
    try (client;
        Socket instance = new Socket()) {
      int turn = Math.floorMod(next.getAndIncrement(), Math.max(1, candidates.size()));
      String address = candidates.get(turn).listener();
      int colon = address.lastIndexOf(':');
      int port = Integer.parseInt(address.substring(colon + 1));
      instance.connect(new InetSocketAddress(address.substring(0, colon), port));
      connections.execute(() -> pump(client, instance));
      pump(instance, client);
    } catch (IOException | IndexOutOfBoundsException e) {
      return; // the client sees that its connection has ended
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      return; // either end has gone
    }
  }

  @Override
  public void close() throws IOException {
    probes.shutdownNow();
    server.close();
    connections.shutdownNow();
  }
}
