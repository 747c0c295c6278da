package io.weir.cli.publish;

import io.weir.cli.connection.Connector;
import io.weir.cli.connection.Message;
import io.weir.cli.connection.Printable;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the window over one connection after the other, and takes the answers.
 *
 * <p>Thread: the connection's, and one of its own for each connection, which sends.
 */
final class Delivery implements Connector.Receiver {
  /** What Weir says of one record and means of all. */
  private static final Set<String> OF_ALL =
      Set.of("bad_request", "not_writable", "stream_not_found", "topic_not_found", "forbidden");

  private final Window window;
  private final Wire wire;
  private final Pacer pacer;
  private final Consumer<String> notices;
  private final AtomicLong errors = new AtomicLong();
  private volatile @Nullable String failure;
  private boolean opened;

  /**
   * @param notices for the user: each record that is refused, and what happens to the connection
   */
  Delivery(Window window, Wire wire, Pacer pacer, Consumer<String> notices) {
    this.window = window;
    this.wire = wire;
    this.pacer = pacer;
    this.notices = notices;
  }

  /** Why it would be of no use to go on; empty: nothing is known against it. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** What has become of the records that are done with. */
  String settled() {
    return wire.acknowledges()
        ? "acknowledged"
        : "sent, which is all that this server lets one know";
  }

  /** Errors that the server told of, of which nobody knows the record. */
  long errors() {
    return errors.get();
  }

  @Override
  public void onOpen(Connector.Line line) {
    if (opened) {
      notices.accept("connected again");
    }
    opened = true;
    if (wire.subprotocol().filter(it -> !it.equals(line.subprotocol())).isPresent()) {
      failure =
          "this server does not speak weir.v1: give a URL, ws:// or wss://, without /streams/";
      line.finish();
      return;
    }
    long connection = window.open();
    Thread.ofVirtual().name("send").start(() -> send(line, connection));
  }

  private void send(Connector.Line line, long connection) {
    try {
      while (sendNext(line, connection)) {}
      if (window.isSettled()) {
        line.finish();
      }
    } catch (CompletionException e) {
      return; // the connection tells itself that it is lost
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean sendNext(Connector.Line line, long connection) throws InterruptedException {
    pacer.await();
    Optional<Entry> next = window.next(connection);
    if (next.isEmpty()) {
      return false;
    }
    var _ = line.send(wire.message(next.get())).join();
    if (!wire.acknowledges()) {
      window.acknowledge(next.get().id());
    }
    return true;
  }

  @Override
  public boolean onMessage(Message message) {
    switch (wire.answer(message)) {
      case Wire.Answer.Acknowledged(OptionalLong id) -> {
        if (wire.acknowledges()) {
          window.acknowledge(idOrFirst(id));
        }
      }
      case Wire.Answer.Refused(OptionalLong id, String code, String why) ->
          onRefused(id, code, why);
      case Wire.Answer.Other other -> {}
    }
    return failure == null;
  }

  private void onRefused(OptionalLong id, String code, String why) {
    String reason = code + ", " + why;
    if (wire.subprotocol().isPresent() && (id.isEmpty() || OF_ALL.contains(code))) {
      failure = "refused by the server: " + reason;
      return;
    }
    Optional<Entry> refused = wire.acknowledges() ? window.refuse(idOrFirst(id)) : Optional.empty();
    if (refused.isEmpty()) {
      var _ = errors.incrementAndGet();
      notices.accept(Printable.line("error from the server: " + reason));
    } else {
      notices.accept(Printable.line(refused.get().place() + " is refused: " + reason));
    }
  }

  private long idOrFirst(OptionalLong id) {
    return id.orElseGet(() -> window.first().map(Entry::id).orElse(0L));
  }
}
