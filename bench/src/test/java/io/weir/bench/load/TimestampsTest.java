package io.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TimestampsTest {
  @Test
  void findsTheTimeAnywhere() {
    assertThat(find("{\"t\":12,\"v\":1}")).isEqualTo(12);
    assertThat(find("{\"value\":{\"a\":1,\"t\":1700000000000000000}}"))
        .isEqualTo(1700000000000000000L);
  }

  @Test
  void findsNothingWhereThereIsNone() {
    assertThat(find("")).isEqualTo(Timestamps.ABSENT);
    assertThat(find("{\"x\":12}")).isEqualTo(Timestamps.ABSENT);
    assertThat(find("{\"t\":\"noon\"}")).isEqualTo(Timestamps.ABSENT);
  }

  @Test
  void doesNotTakeHalfATime() {
    assertThat(find("{\"t\":17000")).isEqualTo(Timestamps.ABSENT);
  }

  private static long find(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.US_ASCII);
    return Timestamps.find(ByteBuffer.wrap(bytes), 0, bytes.length);
  }
}
