package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.listener.Answer;
import io.weir.engine.listener.Body;
import io.weir.engine.listener.Exchange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests with a body, and clients that end their side, or go, before they are answered. */
class BodyIT {
  private static final String WHOLE =
      "POST /take HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nabcdef";
  private static final String CHUNKED =
      "POST /take HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
          .concat("3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");

  /** Longer than the end of a connection needs to be noticed. */
  private static final Duration THOUGHT = Duration.ofMillis(300);

  private final Taker taker = new Taker();
  private TestServer server = new TestServer(1);

  /** Answers with what it got, a while later, if it is told to. */
  private static final class Taker {
    private final List<String> parts = new CopyOnWriteArrayList<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile boolean answers = true;

    String text() {
      return String.join("", parts);
    }

    Optional<Body> take(Exchange exchange) {
      return Optional.of(
          new Body() {
            @Override
            public void onBytes(ByteBuffer bytes) {
              parts.add(StandardCharsets.ISO_8859_1.decode(bytes).toString());
            }

            @Override
            public void onEnd() {
              if (answers) {
                exchange.loop().after(THOUGHT, () -> exchange.answer("\"got " + text() + "\""));
              }
            }

            @Override
            public void onGone() {
              gone.countDown();
            }
          });
    }
  }

  private RawPeer connect(Transport transport) {
    server = new TestServer(1).transport(transport);
    server.dialect().put("/take", new Answer.Take(taker::take, 1_000));
    return server.start().connect();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, true", "EPOLL, false", "NIO, true", "NIO, false"})
  void answersAClientThatHasEndedItsSide(Transport transport, boolean chunked) {
    try (RawPeer peer = connect(transport)) {
      peer.send(chunked ? CHUNKED : WHOLE);
      peer.endOutput();
      assertThat(peer.readResponse()).startsWith("HTTP/1.1 200 ").endsWith("\"got abcdef\"\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, true", "EPOLL, false", "NIO, true", "NIO, false"})
  void refusesABodyThatEndsTooEarly(Transport transport, boolean chunked) throws Exception {
    try (RawPeer peer = connect(transport)) {
      String request = chunked ? CHUNKED : WHOLE;
      peer.send(request.substring(0, request.indexOf("bc")));
      peer.endOutput();
      assertThat(peer.readResponse()).startsWith("HTTP/1.1 400 ").contains("bad_request");
      assertThat(taker.gone.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(taker.text()).isEqualTo("a");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "EPOLL") // NIO looks at nothing that it does not read
  void noticesThatAClientIsLostThoughItHasEndedItsSide(Transport transport) throws Exception {
    taker.answers = false;
    try (RawPeer peer = connect(transport)) {
      peer.send(WHOLE);
      peer.endOutput();
      peer.reset();
      assertThat(taker.gone.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
