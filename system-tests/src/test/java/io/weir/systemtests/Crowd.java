package io.weir.systemtests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients of one listener that get whole records; they end together. Thread: one. */
final class Crowd implements AutoCloseable {
  private final String listener;
  private final List<PullClient> clients = new ArrayList<>();

  Crowd(String listener) {
    this.listener = listener;
  }

  private static String target(String stream, String begin) {
    return "/streams/%s?frame=record&%s".formatted(stream, begin);
  }

  /** One that reads what comes. */
  Account read(String stream, String begin) throws IOException {
    clients.add(PullClient.open(listener, target(stream, begin)));
    return clients.getLast().readAll(begin + ", client " + clients.size());
  }

  /** Many at once that read what comes. */
  List<Account> read(int count, String stream, String begin) throws Exception {
    List<Future<PullClient>> opened = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        opened.add(threads.submit(() -> PullClient.open(listener, target(stream, begin))));
      }
    }
    List<Account> accounts = new ArrayList<>();
    for (Future<PullClient> each : opened) {
      clients.add(each.get());
      accounts.add(clients.getLast().readAll(begin + ", client " + clients.size()));
    }
    return accounts;
  }

  /** Some that do not read by themselves. */
  List<PullClient> stand(int count, String stream, String begin) throws IOException {
    List<PullClient> still = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      still.add(PullClient.narrow(listener, target(stream, begin)));
    }
    clients.addAll(still);
    return still;
  }

  @Override
  public void close() throws IOException {
    for (PullClient each : clients) {
      each.close();
    }
  }
}
