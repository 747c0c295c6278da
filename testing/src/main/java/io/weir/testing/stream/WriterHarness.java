package io.weir.testing.stream;

import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Writer;
import java.time.Duration;
import java.util.List;

/** A running writer for a {@link WriterContract}, and a way to see what it wrote. Any thread. */
public interface WriterHarness extends AutoCloseable {

  /** The writer under test, which moves by itself. */
  Writer writer();

  /** Returns once records can be written to every partition. */
  void createTopic(String topic, int partitions);

  /** Returns once the topic is gone. */
  void deleteTopic(String topic);

  /** All records of a topic that there are now, in order within each partition. */
  List<LogRecord> records(String topic);

  /** Takes the log away, or brings it back, with all that is in it. */
  void setAway(boolean away);

  /** How long anything may take that the contract waits for. */
  Duration patience();

  @Override
  void close();
}
