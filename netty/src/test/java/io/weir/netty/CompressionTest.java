package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692 section 7.1: which offers are met, and how. */
class CompressionTest {
  private static final String ANSWER =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  private static HttpHeaders offers(String... values) {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (String value : values) {
      headers.add("Sec-WebSocket-Extensions", value);
    }
    return headers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate; client_max_window_bits=8",
        "permessage-deflate ;client_max_window_bits = \"12\"",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "x-webkit-deflate-frame, permessage-deflate",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate",
        "permessage-deflate; mux=4, permessage-deflate",
      })
  void meetsAnOffer(String value) {
    assertThat(Compression.answer(offers(value))).contains(ANSWER);
  }

  @Test
  void confirmsAWindowThatWasAskedFor() {
    assertThat(Compression.answer(offers("permessage-deflate; server_max_window_bits=15")))
        .contains(ANSWER + "; server_max_window_bits=15");
  }

  @Test
  void meetsOffersOfAllHeaders() {
    assertThat(Compression.answer(offers("permessage-bzip2", "permessage-deflate")))
        .contains(ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        ",",
        "; , ;",
        "deflate",
        "permessage-deflate2",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=14",
        "permessage-deflate; server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=015",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover=true",
        "permessage-deflate; level=9",
        "permessage-deflate; =",
      })
  void declinesWhatItCannotMeet(String value) {
    assertThat(Compression.answer(offers(value))).isEmpty();
  }

  @Test
  void answersNothingWhereNothingIsOffered() {
    assertThat(Compression.answer(offers())).isEmpty();
  }
}
