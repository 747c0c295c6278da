package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link io.weir.engine.stream.Log} makes of topics that are missing, come, grow and go. */
public abstract class TopicsContract extends LogContract {

  @Test
  void refusesATopicThatIsNotThere() {
    RecordingFollower follower = openOrRefused(stream);

    assertThat(follower.refused()).extracting(Refusal::code).isEqualTo(ErrorCode.TOPIC_NOT_FOUND);
  }

  @Test
  void opensAsSoonAsTheTopicIsThere() {
    openOrRefused(stream);
    harness.createTopic(topic, 2);

    RecordingFollower follower = openWithPatience(stream);
    produce(1, "here");
    await("a record", () -> follower.records().size() == 1);
  }

  @Test
  void createsATopicWhereTheStreamSaysSo() {
    Stream created = new Stream("c-" + topic, topic, Format.JSON, true, true);
    RecordingFollower follower = open(created);
    produce(0, "here");

    await("a record", () -> follower.records().size() == 1);
  }

  @Test
  void oneStreamsRefusalLeavesTheOthersAlone() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    Stream missing = new Stream("m-" + topic, "missing-" + topic, Format.JSON, false, true);
    openOrRefused(missing);
    produce(0, "here");

    await("a record", () -> follower.records().size() == 1);
  }

  @Test
  void tellsThatTheTopicWasDeleted() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    harness.deleteTopic(topic);

    await("the loss", () -> follower.lost() != null);
  }

  @Test
  void tellsThatTheTopicIsAnotherOneNow() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    produce(0, "old");
    await("a record", () -> follower.records().size() == 1);
    harness.deleteTopic(topic);
    harness.createTopic(topic, 1);
    produce(0, "new");

    await("the loss", () -> follower.lost() != null);
    assertThat(follower.values()).containsExactly("old");
    RecordingFollower next = openWithPatience(stream);
    produce(0, "newer");
    await("a record", () -> next.records().size() == 1);
    assertThat(next.values()).containsExactly("newer");
  }

  @Test
  void readsNewPartitionsFromTheirBeginning() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    harness.growTopic(topic, 3);
    produce(2, "in a new one");
    produce(0, "in the old one");

    await("both", () -> follower.records().size() == 2);
    assertThat(follower.values()).containsExactlyInAnyOrder("in a new one", "in the old one");
  }
}
