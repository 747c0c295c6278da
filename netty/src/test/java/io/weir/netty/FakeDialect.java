package io.weir.netty;

import io.weir.engine.access.Credentials;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.listener.Answer;
import io.weir.engine.listener.Dialect;
import io.weir.engine.listener.Handshake;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.CloseReason;
import io.weir.testing.socket.Echo;
import io.weir.testing.socket.RecordingHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves what tests put at a path. {@code /echo} echoes, {@code /page} is a page, {@code /seen} a
 * page that tells who asks for it, and how, {@code /refuse/CODE} refuses at once and {@code
 * /late/CODE} as an acceptor, {@code /broken} throws, {@code /unopenable} is opened in a later task
 * and that throws, {@code /close} is closed with a code of its own. All else is up to another
 * dialect, if there is one.
 */
final class FakeDialect implements Dialect {
  private static final String REFUSE = "/refuse/";

  /** How the page at {@code /seen} begins. */
  static final String SEEN = "Seen: ";

  /** Where sessions take in. */
  static final String TAKING = "/taking/";

  static final int MAX_TAKEN_BYTES = 20_000;

  private static final String LATE = "/late/";

  static final CloseReason CLOSE = new CloseReason(1008, "in other words");

  private final Map<String, Acceptor> acceptors = new ConcurrentHashMap<>();
  private final Map<String, Answer.Take> takes = new ConcurrentHashMap<>();
  private @Nullable Dialect other;

  FakeDialect() {
    acceptors.put("/echo", new Echo(new NettyFrameMemory()));
  }

  void put(String path, Acceptor acceptor) {
    acceptors.put(path, acceptor);
  }

  /** Takes the bodies of requests to a path. */
  void put(String path, Answer.Take take) {
    takes.put(path, take);
  }

  /** Leaves to another dialect what is not at a path of this one. */
  void leaveTo(Dialect dialect) {
    other = dialect;
  }

  @Override
  public boolean takesTargetsAsSent() {
    return other != null && other.takesTargetsAsSent();
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<Credentials> credentials(Handshake handshake) {
    return List.of();
  }

  @Override
  public Answer answer(Handshake handshake) {
    String path = handshake.path();
    Acceptor acceptor = acceptors.get(path);
    if (acceptor != null) {
      return accept(handshake, acceptor);
    }
    if (takes.containsKey(path)) {
      return takes.get(path);
    }
    if (path.equals("/page")) {
      return new Answer.Page(200, "Hello\n");
    }
    if (path.equals("/seen")) {
      String client = handshake.client().address().getHostAddress();
      return new Answer.Page(200, SEEN + client + ' ' + handshake.webSocketUrl(path));
    }
    if (path.equals("/broken")) {
      throw new IllegalStateException("broken on purpose");
    }
    if (path.equals("/unopenable")) {
      return new Answer.Accept(
          (loop, opening) -> loop.execute(() -> opening.open(new RecordingHandler())),
          Optional.of("no\ntoken"));
    }
    if (path.equals("/close")) {
      return new Answer.Close(refusal("UNAUTHENTICATED"), CLOSE);
    }
    if (path.startsWith(LATE)) {
      Refusal refusal = refusal(path.substring(LATE.length()));
      return accept(handshake, (loop, opening) -> opening.refuse(refusal));
    }
    if (path.startsWith(REFUSE)) {
      return refuse(handshake, refusal(path.substring(REFUSE.length())));
    }
    return other == null
        ? refuse(handshake, new Refusal(ErrorCode.NOT_FOUND, "nothing at " + path))
        : other.answer(handshake);
  }

  private static Answer accept(Handshake handshake, Acceptor acceptor) {
    Optional<String> subprotocol = handshake.subprotocols().stream().findFirst();
    Answer.Accept accept =
        handshake
            .wire()
            .map(wire -> new Answer.Accept(acceptor, wire))
            .orElseGet(() -> new Answer.Accept(acceptor, subprotocol));
    return handshake.path().startsWith(TAKING)
        ? accept.taking(new Answer.Taking(MAX_TAKEN_BYTES))
        : accept;
  }

  private static Refusal refusal(String code) {
    return new Refusal(ErrorCode.valueOf(code), "as \"asked\" for");
  }

  @Override
  public Answer refuse(Handshake handshake, Refusal refusal) {
    return new Answer.Refuse(
        refusal,
        handshake.header("origin").isEmpty(),
        handshake.subprotocols().stream().findFirst());
  }
}
