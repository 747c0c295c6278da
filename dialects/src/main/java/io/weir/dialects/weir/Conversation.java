package io.weir.dialects.weir;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.ErrorJson;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.limit.Rate;
import io.weir.engine.link.Notices;
import io.weir.engine.link.Outs;
import io.weir.engine.link.SharedSocket;
import io.weir.engine.link.Subscription;
import io.weir.engine.link.in.Acks;
import io.weir.engine.link.in.Ins;
import io.weir.engine.link.in.Line;
import io.weir.engine.link.in.OnFull;
import io.weir.engine.link.in.Publication;
import io.weir.engine.link.in.RecordForm;
import io.weir.engine.link.in.Sender;
import io.weir.engine.listener.Handshake;
import io.weir.engine.metric.Labels;
import io.weir.engine.socket.Loop;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Stream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A socket that speaks {@code weir.v1}: subscriptions come and go while it is open. Thread: the
 * socket's loop.
 */
final class Conversation implements SharedSocket.Owner, Line {
  private static final int MAX_FAULTS = 10;
  private static final Rate COMMANDS = new Rate(100, 1_000);
  private static final Notices TOLD = new Notices(false, Notices.OnGap.TELL, 0, Duration.ZERO);

  private final SharedSocket socket;
  private final Loop loop;
  private final Commands commands;
  private final Outs outs;
  private final Ins ins;
  private final Publications publications;
  private final Function<Stream, Labels> labels;
  private final Optional<Subscription> first;
  private final Map<String, Subscribed> subscribed = new LinkedHashMap<>();
  private @Nullable Publishing publishing;
  private Runnable onLeave = () -> {};
  private int faults;
  private long paidNanos;

  /** A subscription, and the id of the message that asked for it. */
  private record Subscribed(SharedSocket.Part part, String stream, Optional<CommandId> id) {}

  /**
   * @param first what it begins with, if the URL names a stream
   */
  Conversation(
      SharedSocket socket,
      Loop loop,
      Commands commands,
      Outs outs,
      Ins ins,
      Handshake handshake,
      Function<Stream, Labels> labels,
      Optional<Subscription> first) {
    this.socket = socket;
    this.loop = loop;
    this.commands = commands;
    this.outs = outs;
    this.ins = ins;
    this.publications = new Publications(handshake, socket.opener(), labels);
    this.labels = labels;
    this.first = first;
    this.paidNanos = loop.nowNanos();
  }

  @Override
  public void onOpen() {
    socket.tell(
        "{\"hello\":{\"limits\":{\"unsent\":%d}}}".formatted(outs.settings().unsentBytes()));
    first.ifPresent(subscription -> subscribe(subscription, Optional.empty()));
  }

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {
    Command command =
        text
            ? commands.parse(StandardCharsets.UTF_8.decode(payload).toString())
            : new Command.Refused(
                new Refusal(ErrorCode.BAD_REQUEST, "weir.v1 speaks text: send JSON"),
                Optional.empty());
    if (!(command instanceof Command.Publish) && isTooOften()) {
      socket.close(new Refusal(ErrorCode.TOO_MANY_MESSAGES, "more than " + COMMANDS + " messages"));
      return;
    }
    boolean sound =
        switch (command) {
          case Command.Subscribe subscribe -> onSubscribe(subscribe);
          case Command.Unsubscribe unsubscribe -> onUnsubscribe(unsubscribe);
          case Command.Publish publish -> onPublish(publish);
          case Command.Refused(Refusal refusal, Optional<CommandId> id) -> refuse(refusal, id);
        };
    faults = sound ? 0 : faults + 1;
    if (faults == MAX_FAULTS) {
      socket.close(new Refusal(ErrorCode.BAD_REQUEST, faults + " messages in a row made no sense"));
    }
  }

  private boolean onSubscribe(Command.Subscribe wish) {
    Stream stream = wish.stream();
    if (subscribed.containsKey(stream.name())) {
      return refuse(
          "stream %s is subscribed to already: unsubscribe first".formatted(stream.name()),
          wish.id());
    }
    Subscription subscription =
        new Subscription(
            stream,
            wish.keys(),
            FrameKind.RECORD,
            wish.from(),
            wish.pace(),
            TOLD,
            labels.apply(stream));
    subscribe(subscription, wish.id());
    return true;
  }

  private void subscribe(Subscription subscription, Optional<CommandId> id) {
    SharedSocket.Part part = socket.part();
    String stream = subscription.stream().name();
    subscribed.put(stream, new Subscribed(part, stream, id));
    outs.subscribe(subscription).accept(loop, part);
  }

  private boolean onUnsubscribe(Command.Unsubscribe wish) {
    Subscribed left = subscribed.remove(wish.stream());
    if (left == null) {
      return refuse(
          "there is no subscription to %s".formatted(Wrong.shown(wish.stream())), wish.id());
    }
    left.part().leave();
    socket.tell(
        "{\"unsubscribed\":{\"stream\":%s%s}}".formatted(quoted(left.stream()), member(wish.id())));
    return true;
  }

  /** What is published is held back by its bytes, and the rest by how often it comes. */
  private boolean isTooOften() {
    long now = loop.nowNanos();
    paidNanos = COMMANDS.next(paidNanos, now);
    return COMMANDS.isExceeded(paidNanos, now);
  }

  /** A record that is refused is told of in its place, and does make sense as a message. */
  private boolean onPublish(Command.Publish wish) {
    Publication publication = publications.of(wish.inlet());
    Publishing by = publishing(publication);
    by.count(wish);
    String id = wish.id().map(CommandId::json).orElse(null);
    switch (publications.read(wish)) {
      case RecordForm.Records(var drafts, var _) -> by.sender().take(publication, drafts, id);
      case RecordForm.Unfit(var refusal, var _) ->
          refuse(wish, publication, by.sender(), refusal, id);
    }
    return true;
  }

  private static void refuse(
      Command.Publish wish,
      Publication publication,
      Sender sender,
      Refusal refusal,
      @Nullable String id) {
    byte[] value = wish.value();
    if (value == null) {
      sender.refuse(publication, refusal, id);
    } else {
      sender.refuse(publication, refusal, id, value, wish.headers());
    }
  }

  /** Made when the client publishes, if it ever does. */
  private Publishing publishing(Publication first) {
    Publishing known = publishing;
    if (known == null) {
      String listener = first.labels().values().getOrDefault("listener", "");
      Sender sender = ins.sender(loop, this, Acks.EACH, OnFull.WAIT);
      known = new Publishing(socket, listener, sender);
      publishing = known;
      onLeave = ins.enter(loop, known);
    }
    return known;
  }

  private boolean refuse(String message, Optional<CommandId> id) {
    return refuse(new Refusal(ErrorCode.BAD_REQUEST, message), id);
  }

  /** False, because the message made no sense. */
  private boolean refuse(Refusal refusal, Optional<CommandId> id) {
    tellError(refusal, member(id));
    return false;
  }

  private void tellError(Refusal refusal, String members) {
    String detail = ErrorJson.detail(refusal);
    socket.tell("{\"error\":%s%s}}".formatted(detail.substring(0, detail.length() - 1), members));
  }

  @Override
  public void onBegun(SharedSocket.Part part, Cursor begin) {
    find(part)
        .ifPresent(
            of ->
                socket.tell(
                    "{\"subscribed\":{\"stream\":%s,\"cursor\":\"%s\"%s}}"
                        .formatted(quoted(of.stream()), begin, member(of.id()))));
  }

  @Override
  public void onRefused(SharedSocket.Part part, Refusal refusal) {
    onEnded(part, refusal);
  }

  @Override
  public void onEnded(SharedSocket.Part part, Refusal refusal) {
    find(part)
        .ifPresent(
            of -> {
              subscribed.remove(of.stream());
              tellError(
                  refusal, ",\"stream\":%s%s".formatted(quoted(of.stream()), member(of.id())));
            });
  }

  private Optional<Subscribed> find(SharedSocket.Part part) {
    return subscribed.values().stream().filter(each -> each.part().equals(part)).findFirst();
  }

  private static String member(Optional<CommandId> id) {
    return id.map(of -> ",\"id\":" + of.json()).orElse("");
  }

  private static String quoted(String text) {
    return CommandId.ofText(text).json();
  }

  @Override
  public void tell(String json) {
    socket.tell(json);
  }

  @Override
  public void flush() {
    // each of them is sent at once, as all answers are
  }

  @Override
  public boolean isFull() {
    return socket.isFull();
  }

  @Override
  public void pause() {
    socket.pause();
  }

  @Override
  public void resume() {
    socket.resume();
  }

  @Override
  public void onDrained() {
    if (publishing != null) {
      publishing.sender().onDrained();
    }
  }

  @Override
  public void onClosed() {
    if (publishing != null) {
      publishing.sender().onClosed();
      onLeave.run();
    }
  }
}
