package io.weir.engine.frame;

import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of one stream into frames, each record once per form. Thread: one tail.
 *
 * <p>First the payloads are made, once per kind, then one buffer is taken for each form and they
 * are written into it.
 */
public final class FrameEncoder {
  /**
   * In a topic with more partitions, frames of records have no cursor, since that would be longer
   * than most of them; but for the last event of a batch.
   */
  public static final int MAX_CURSOR_PARTITIONS = 16;

  private static final byte[] EMPTY = {};

  private final FrameMemory memory;
  private final RecordJson recordJson;
  private final CloudEventJson cloudEventJson;
  private final PythonJson json = new PythonJson();
  private final MessageDeflate deflate = new MessageDeflate();
  private final LongSupplier clock;
  private final TimeShare compressing;

  public FrameEncoder(Stream stream, FrameMemory memory) {
    this(stream, memory, System::nanoTime);
  }

  /**
   * @param clock in nanoseconds
   */
  FrameEncoder(Stream stream, FrameMemory memory, LongSupplier clock) {
    this.memory = memory;
    this.recordJson = new RecordJson(stream);
    this.cloudEventJson = new CloudEventJson(stream);
    this.clock = clock;
    this.compressing = new TimeShare(clock.getAsLong());
  }

  /**
   * What these records carry in frames of a kind.
   *
   * @param begin where whoever read them stood before the first one
   */
  public Payloads payloads(FrameKind kind, List<LogRecord> records, Cursor begin) {
    byte[] @Nullable [] bytes = new byte[records.size()] @Nullable [];
    Progress at = new Progress(begin.positions());
    int count = 0;
    for (int i = 0; i < bytes.length; i++) {
      LogRecord record = records.get(i);
      at.pass(record);
      bytes[i] = payload(kind, record, kind.hasCursor() ? cursor(begin.topic(), at) : null);
      count += bytes[i] == null ? 0 : 1;
    }
    return new Payloads(kind, records, begin, null, bytes, count);
  }

  /** Null where it would be longer than most records. */
  private static @Nullable String cursor(TopicId topic, Progress at) {
    return at.count() > MAX_CURSOR_PARTITIONS ? null : Cursor.text(topic, at);
  }

  /**
   * The frames of these payloads; the caller holds the buffer. Empty: there are none.
   *
   * @param wire how they travel; whoever asks writes them to no other
   */
  public Optional<Frames> frames(Payloads payloads, Wire wire) {
    if (payloads.count() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        switch (wire) {
          case PLAIN -> messages(payloads, payloads.bytes());
          case DEFLATED -> messages(payloads, compress(payloads.bytes()));
          case EVENTS -> chunks(RecordText.events(payloads));
          case LINES -> chunks(RecordText.lines(payloads));
        });
  }

  private Frames messages(Payloads payloads, byte[] @Nullable [] bodies) {
    int[] ends = ends(bodies, bytes -> FrameHeader.size(bytes) + bytes);
    FrameBuffer buffer = memory.allocate(ends[ends.length - 1]);
    ByteBuffer target = buffer.bytes();
    for (int i = 0; i < bodies.length; i++) {
      byte[] body = bodies[i];
      byte[] payload = payloads.bytes()[i];
      if (body != null && payload != null) {
        int firstByte = payloads.isText(i) ? FrameHeader.TEXT : FrameHeader.BINARY;
        int shrunk = body.length < payload.length ? FrameHeader.COMPRESSED : 0;
        FrameHeader.put(target, firstByte | shrunk, body.length);
        target.put(body);
      }
    }
    return new Frames(buffer, ends, payloads.count());
  }

  private Frames chunks(byte[] @Nullable [] bodies) {
    int[] ends = ends(bodies, Chunk::size);
    FrameBuffer buffer = memory.allocate(ends[ends.length - 1]);
    ByteBuffer target = buffer.bytes();
    int count = 0;
    for (byte[] body : bodies) {
      if (body != null) {
        Chunk.put(target, body);
        count++;
      }
    }
    return new Frames(buffer, ends, count);
  }

  /**
   * The frame of one record, for one session; the caller holds the buffer. Empty: it has none.
   *
   * @param told the cursor in it
   */
  public Optional<Frames> alone(FrameForm form, LogRecord record, Cursor told) {
    byte[] @Nullable [] bytes = {
      payload(
          form.kind(),
          record,
          form.kind().hasCursor() ? cursor(told.topic(), new Progress(told.positions())) : null)
    };
    int count = bytes[0] == null ? 0 : 1;
    return frames(
        new Payloads(form.kind(), List.of(record), told, told, bytes, count), form.wire());
  }

  /** As they are, once compressing has had its share of the time: nobody else may have to wait. */
  private byte[] @Nullable [] compress(byte[] @Nullable [] payloads) {
    long begin = clock.getAsLong();
    if (!compressing.hasLeft(begin)) {
      return payloads;
    }
    byte[] @Nullable [] bodies = payloads.clone();
    for (int i = 0; i < bodies.length; i++) {
      byte[] shrunk = payloads[i] == null ? null : deflate.compress(payloads[i]);
      bodies[i] = shrunk == null ? payloads[i] : shrunk;
    }
    compressing.spend(clock.getAsLong() - begin);
    return bodies;
  }

  private static int[] ends(byte[] @Nullable [] bodies, IntUnaryOperator frameBytes) {
    int[] ends = new int[bodies.length];
    int end = 0;
    for (int i = 0; i < bodies.length; i++) {
      byte[] body = bodies[i];
      if (body != null) {
        end = Math.addExact(end, frameBytes.applyAsInt(body.length));
      }
      ends[i] = end;
    }
    return ends;
  }

  /** Gives back what is held for the next batch, because it may not come soon. */
  public void rest() {
    deflate.rest();
  }

  /** Null: this record has no frame of this kind. */
  private byte @Nullable [] payload(FrameKind kind, LogRecord record, @Nullable String cursor) {
    byte[] value = record.value();
    return switch (kind) {
      case VALUE -> value == null ? EMPTY : value;
      case RECORD -> recordJson.encode(record, cursor);
      case JSON -> value != null && json.accepts(value) ? value : null;
      case CLOUDEVENTS -> cloudEventJson.encode(record, cursor);
    };
  }

  /** One text frame, for notices that are not records; the caller holds the buffer. */
  public static FrameBuffer text(FrameMemory memory, byte[] utf8) {
    return message(memory, FrameHeader.TEXT, utf8);
  }

  /** One binary frame; the caller holds the buffer. */
  public static FrameBuffer binary(FrameMemory memory, byte[] bytes) {
    return message(memory, FrameHeader.BINARY, bytes);
  }

  private static FrameBuffer message(FrameMemory memory, int firstByte, byte[] payload) {
    FrameBuffer buffer = memory.allocate(FrameHeader.size(payload.length) + payload.length);
    ByteBuffer target = buffer.bytes();
    FrameHeader.put(target, firstByte, payload.length);
    target.put(payload);
    return buffer;
  }
}
