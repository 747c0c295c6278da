package io.weir.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A client that comes back with its last cursor whenever its connection has ended, until it is
 * closed. It begins with the oldest record. Thread: one of its own, but for {@link #account} and
 * {@link #close}.
 */
final class Returning implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int PAUSE_MILLIS = 20;

  private final String listener;
  private final String target;
  private final Account account;
  private final CountDownLatch over = new CountDownLatch(1);

  // Of Server-Sent Events.
  private String id = "";
  private String nextId = "";
  private String data = "";

  /** How it listens, for as long as one connection lasts. */
  private interface Connection {
    void listen() throws IOException, InterruptedException;
  }

  private Returning(String name, String listener, String target) {
    this.listener = listener;
    this.target = target;
    this.account = new Account(name);
  }

  /**
   * On a WebSocket; the cursors are those of the records.
   *
   * @param target with {@code frame=record} in its query
   */
  static Returning socket(String name, String listener, String target) {
    Returning client = new Returning(name, listener, target);
    client.start(client::onSocket);
    return client;
  }

  /** With Server-Sent Events and their ids; otherwise as {@link #socket}. */
  static Returning events(String name, String listener, String target) {
    Returning client = new Returning(name, listener, target);
    client.start(client::onEvents);
    return client;
  }

  Account account() {
    return account;
  }

  private void start(Connection connection) {
    var _ = Thread.ofVirtual().start(() -> comeBack(connection));
  }

  private void comeBack(Connection connection) {
    try {
      do {
        connect(connection);
      } while (!over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void connect(Connection connection) throws InterruptedException {
    try {
      connection.listen();
    } catch (IOException | UncheckedIOException e) {
      return; // it has ended, or nobody listens there at the moment
    }
  }

  private void onSocket() throws IOException {
    String cursor = account.cursor();
    String from = "&from=" + (cursor.isEmpty() ? "earliest" : cursor);
    try (PullClient client = PullClient.open(listener, target + from)) {
      Optional<String> message = client.poll();
      while (message.isPresent() && over.getCount() > 0) {
        account.add(message.get());
        message = client.poll();
      }
    }
  }

  private void onEvents() throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + listener + target + "&from=earliest"))
            .header("Accept", "text/event-stream");
    if (!id.isEmpty()) {
      request.header("Last-Event-ID", id);
    }
    nextId = "";
    data = "";
    try (Stream<String> lines =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofLines()).body()) {
      lines.takeWhile(_ -> over.getCount() > 0).forEach(this::onLine);
    }
  }

  /** An event counts once the empty line behind it is there. */
  private void onLine(String line) {
    if (line.startsWith("id: ")) {
      nextId = line.substring("id: ".length());
    } else if (line.startsWith("data: ")) {
      data = line.substring("data: ".length());
    } else if (line.isEmpty() && !data.isEmpty()) {
      id = nextId;
      account.add(data);
      data = "";
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
