package io.weir.engine.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.Wire;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

  /** RFC 9110 section 12.5.1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/event-stream                                  | EVENTS
          Text/Event-Stream                                  | EVENTS
          text/event-stream, */*                             | EVENTS
          text/event-stream;q=0.5, text/html;q=0.4           | EVENTS
          text/event-stream;charset=utf-8;q=0.2, */*;q=0.1   | EVENTS
          application/x-ndjson                               | LINES
          application/x-ndjson, text/event-stream;q=0.9      | LINES
          text/event-stream;q=0, application/x-ndjson;q=0.01 | LINES
          application/x-ndjson, text/event-stream            | EVENTS
          """)
  void tellsWhichWireIsAskedFor(String accept, Wire wire) {
    assertThat(plain(accept).wire()).contains(wire);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "text/*",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "text/event-stream;q=0.3, text/html",
        "text/event-stream;q=0",
        "text/event-stream;q=2",
        "text/event-stream;q=",
        "application/json",
        ",;,",
        ""
      })
  void takesEverythingElseForAWishForAPage(String accept) {
    assertThat(plain(accept).wire()).isEmpty();
  }

  private static Handshake plain(String accept) {
    return new Handshake(
        "GET",
        "/",
        "/",
        Map.of(),
        Map.of("accept", List.of(accept)),
        false,
        false,
        "weir.example",
        Client.direct(InetAddress.getLoopbackAddress()));
  }
}
