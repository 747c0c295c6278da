package io.weir.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Format;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Stream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CloudEventGapTest {
  private static final Stream TRUCKS = new Stream("trucks", "topic", Format.JSON, false, true);
  private static final Gap GAP = new Gap(3, 17, 19, Gap.Reason.RETENTION);

  private static String json(@Nullable String cursor) {
    return new String(CloudEventGap.json(TRUCKS, GAP, cursor), StandardCharsets.UTF_8);
  }

  @Test
  void isAnEventItself() {
    assertThat(json("C"))
        .startsWith("{\"specversion\":\"1.0\",\"id\":\"")
        .endsWith(
            "\",\"source\":\"/streams/trucks\",\"type\":\"dev.weir.gap.v1\",\"data\":"
                + "{\"partition\":3,\"from\":17,\"to\":19,\"reason\":\"retention\"},"
                + "\"weircursor\":\"C\"}");
    assertThat(json(null)).endsWith("\"reason\":\"retention\"}}");
    byte[] whole = CloudEventGap.json(TRUCKS, GAP, null);
    assertThat(StructuredEvent.withCursor(whole, null)).isEqualTo(whole);
  }

  @Test
  void isAnotherEventEachTime() {
    assertThat(json(null)).isNotEqualTo(json(null));
  }
}
