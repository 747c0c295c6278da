package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Start;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class BeginTest {
  private static final Uuid ID = new Uuid(1, 2);
  private static final Begin.At END =
      new Begin.At("t", ID, Positions.of(new long[] {10, 20, 30}, new int[] {4, 4, -1}));

  @Test
  void isTheEndUnlessTheStartSaysWhere() {
    assertThat(END.of(new Start.Latest())).isEqualTo(END);
    Positions known = Positions.of(new long[] {5, 25}, new int[] {3, 4});
    assertThat(END.of(new Start.At(known)))
        .isEqualTo(
            new Begin.At("t", ID, Positions.of(new long[] {5, 25, 0}, new int[] {3, 4, -1})));
  }

  @Test
  void leavesOutEpochsThatAreYetToCome() {
    Positions known = Positions.of(new long[] {5, 5, 5}, new int[] {5, Integer.MAX_VALUE, 0});
    assertThat(END.of(new Start.At(known))).isEqualTo(new Begin.At("t", ID, Positions.of(5, 5, 5)));
  }

  @Test
  void refusesPartitionsThatAreNotThereAsYet() {
    Begin refused = END.of(new Start.At(Positions.of(1, 1, 1, 0)));
    assertThat(refused)
        .isEqualTo(
            new Begin.Refused(
                new Refusal(
                    ErrorCode.KAFKA_UNAVAILABLE,
                    "topic 't' has 3 partitions as far as Kafka knows, the position 4: try"
                        + " again")));
    assertThat(refused.of(new Start.Latest())).isEqualTo(refused);
    assertThat(refused.located()).isInstanceOf(Located.Refused.class);
  }
}
