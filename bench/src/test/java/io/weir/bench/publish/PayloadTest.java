package io.weir.bench.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {
  @Test
  void hasExactlyItsSizeAndCarriesTheTime() {
    String text = text(new Payload(40), 1700000000123456789L);

    assertThat(text).matches("\\{\"t\":1700000000123456789,\"v\":\"[a-z0-9 ,]{8}\"}");
    assertThat(text).hasSize(40);
  }

  @Test
  void canBeAsSmallAsItsMembers() {
    assertThat(text(new Payload(Payload.MIN_BYTES), 1)).hasSize(Payload.MIN_BYTES);
    assertThatThrownBy(() -> new Payload(Payload.MIN_BYTES - 1))
        .hasMessage("size=31 < 32: raise --size");
  }

  private static String text(Payload payload, long nanos) {
    return new String(payload.at(nanos), StandardCharsets.US_ASCII);
  }
}
