package io.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TargetTest {
  @Test
  void putsTheConnectionsNumberIntoThePath() {
    Target target = Target.of("ws://127.0.0.1:8080/streams/a?key=truck-%05d", false);

    assertThat(new String(target.request(42), StandardCharsets.US_ASCII))
        .startsWith("GET /streams/a?key=truck-00042 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void speaksTlsAndOffersCompressionWhereAsked() {
    Target target = Target.of("wss://127.0.0.1/", true);

    assertThat(target.address().getPort()).isEqualTo(443);
    assertThat(target.tls()).isPresent();
    assertThat(new String(target.request(1), StandardCharsets.US_ASCII))
        .endsWith("\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
  }

  @Test
  void refusesWhatItCannotReach() {
    assertThatThrownBy(() -> Target.of("http://example.com/", false))
        .hasMessage("http://example.com/: not ws://HOST:PORT/PATH");
    assertThatThrownBy(() -> Target.of("ws://example.com", false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
