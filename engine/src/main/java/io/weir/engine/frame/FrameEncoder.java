package io.weir.engine.frame;

import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of one stream into frames, each record once per kind. Thread: one tail.
 *
 * <p>First all payloads are measured, then one buffer is taken, then they are written into it.
 */
public final class FrameEncoder {
  private static final byte[] EMPTY = {};

  private final FrameMemory memory;
  private final RecordJson recordJson;
  private final PythonJson json = new PythonJson();

  public FrameEncoder(Stream stream, FrameMemory memory) {
    this.memory = memory;
    this.recordJson = new RecordJson(stream);
  }

  /** The frames of these records; the caller holds the buffer. Empty: none of them has one. */
  public Optional<Frames> encode(FrameKind kind, List<LogRecord> records) {
    byte[] @Nullable [] payloads = new byte[records.size()] @Nullable [];
    int[] ends = new int[records.size()];
    int end = 0;
    int count = 0;
    for (int i = 0; i < payloads.length; i++) {
      byte[] payload = payload(kind, records.get(i));
      payloads[i] = payload;
      if (payload != null) {
        end = Math.addExact(end, FrameHeader.size(payload.length) + payload.length);
        count++;
      }
      ends[i] = end;
    }
    if (count == 0) {
      return Optional.empty();
    }
    FrameBuffer buffer = memory.allocate(end);
    ByteBuffer target = buffer.bytes();
    for (byte[] payload : payloads) {
      put(target, kind, payload);
    }
    return Optional.of(new Frames(buffer, ends, count));
  }

  private static void put(ByteBuffer target, FrameKind kind, byte @Nullable [] payload) {
    if (payload != null) {
      FrameHeader.put(target, firstByte(kind, payload), payload.length);
      target.put(payload);
    }
  }

  /** Null: this record has no frame of this kind. */
  private byte @Nullable [] payload(FrameKind kind, LogRecord record) {
    byte[] value = record.value();
    return switch (kind) {
      case VALUE -> value == null ? EMPTY : value;
      case RECORD -> recordJson.encode(record);
      case JSON -> value != null && json.accepts(value) ? value : null;
    };
  }

  private static int firstByte(FrameKind kind, byte[] payload) {
    return switch (kind) {
      case VALUE -> Utf8.isValid(payload) ? FrameHeader.TEXT : FrameHeader.BINARY;
      case RECORD, JSON -> FrameHeader.TEXT;
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
