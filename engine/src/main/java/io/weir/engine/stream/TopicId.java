package io.weir.engine.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Digests by which a topic is known again: deleted and created anew it is another one.
 *
 * @param name 16 bits of its name
 * @param id 64 bits of the id that the log gave to it when it was created
 */
public record TopicId(int name, long id) {

  /** Of a topic whose id has 128 bits. */
  public static TopicId of(String topic, long mostSignificantBits, long leastSignificantBits) {
    byte[] bits =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(mostSignificantBits)
            .putLong(leastSignificantBits)
            .array();
    return new TopicId(nameOf(topic), digest(bits).getLong());
  }

  /** Whether it may be an earlier or later topic of the same name. */
  public boolean isNamed(String topic) {
    return name == nameOf(topic);
  }

  private static int nameOf(String topic) {
    return digest(topic.getBytes(StandardCharsets.UTF_8)).getShort() & 0xFFFF;
  }

  private static ByteBuffer digest(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
