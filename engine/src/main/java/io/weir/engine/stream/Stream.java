package io.weir.engine.stream;

/**
 * A name and the Kafka topic behind it. Nothing of it is stored anywhere else.
 *
 * @param name what URLs and links call it
 * @param create whether a topic that is missing is created
 * @param out whether native listeners serve it at {@code /streams/{name}}
 * @param in whether clients may write to it there
 * @param slow what may happen to clients that read too slowly
 */
public record Stream(
    String name,
    String topic,
    Format format,
    boolean create,
    boolean out,
    History history,
    boolean in,
    SlowPolicy slow) {

  /** That clients may not write to. */
  public Stream(
      String name, String topic, Format format, boolean create, boolean out, History history) {
    this(name, topic, format, create, out, history, false, SlowPolicy.ANY);
  }

  /** All of whose records may be read. */
  public Stream(String name, String topic, Format format, boolean create, boolean out) {
    this(name, topic, format, create, out, History.ALL);
  }
}
