package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Commit;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.TopicId;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class CommitTextTest {
  private static final TopicId ID = new TopicId(0xABCD, -2);
  private static final Commit COMMIT =
      new Commit(new Cursor(ID, Positions.of(new long[] {7, 9}, new int[] {2, -1})), "a note");

  @Test
  void isReadAsItWasWritten() {
    assertThat(CommitText.parse("t", CommitText.of("t", COMMIT), true)).isEqualTo(COMMIT);
  }

  @Test
  void withoutAStreamOnlyTheNoteCounts() {
    Commit note = new Commit(Cursor.NOWHERE, "{}");

    assertThat(CommitText.parse("t", CommitText.of("t", note), false)).isEqualTo(note);
  }

  @Test
  void nothingCommittedIsNone() {
    assertThat(CommitText.parse("t", Map.of(), true)).isEqualTo(Commit.NONE);
  }

  @Test
  void anOperatorsOffsetsAreOfAnUnknownTopic() {
    Commit set =
        CommitText.parse("t", Map.of(new TopicPartition("t", 0), new OffsetAndMetadata(5)), true);

    assertThat(set.isOfUnknownTopic()).isTrue();
    assertThat(set.cursor().positions()).isEqualTo(Positions.of(5));
  }

  @Test
  void partitionsOfAnEarlierTopicAreLeftOut() {
    Map<TopicPartition, OffsetAndMetadata> mixed = new HashMap<>(CommitText.of("t", COMMIT));
    TopicId earlier = new TopicId(0xABCD, 4);
    Commit old = new Commit(new Cursor(earlier, Positions.of(1, 1, 1)), "");
    TopicPartition third = new TopicPartition("t", 2);
    mixed.put(third, CommitText.of("t", old).get(third));

    assertThat(CommitText.parse("t", mixed, true)).isEqualTo(COMMIT);
  }
}
