package io.weir.engine.link.push;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.ControlFrame;
import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.frame.FrameForm;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.frame.Frames;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads for one delivery from one position on: picks what the peer is to get, encodes it, and hands
 * it over in parcels, as long as there is room. Thread: the reader's.
 */
final class Packer implements Follower {
  private static final Logger LOG = LoggerFactory.getLogger(Packer.class);
  private static final int PARCEL_RECORDS = 512;
  private static final int PARCEL_BYTES = 256 << 10;

  private final PushSettings settings;
  private final FrameMemory memory;
  private final Room room;
  private final Listener listener;
  private final FrameEncoder encoder;
  private final Cursor begin;
  private Progress at;
  private boolean failed;

  /** Told on the reader's thread. */
  interface Listener {

    /** The next parcel; the listener has its frames and its room from now on. */
    void onParcel(Packer from, Parcel parcel);

    /** Nothing more comes. */
    void onEnded(Packer from, Refusal refusal);
  }

  /**
   * @param begin where the reader will be told to begin
   */
  Packer(PushSettings settings, FrameMemory memory, Room room, Cursor begin, Listener listener) {
    this.settings = settings;
    this.memory = memory;
    this.room = room;
    this.listener = listener;
    this.encoder = new FrameEncoder(settings.stream(), memory);
    this.begin = begin;
    this.at = new Progress(begin.positions());
  }

  @Override
  public void onOpen(Cursor opened) {
    at = new Progress(opened.positions());
    if (!opened.topic().equals(begin.topic())) {
      fail(new Refusal(ErrorCode.STREAM_RECREATED, "the topic was deleted and created again"));
    }
  }

  @Override
  public void onRecords(List<LogRecord> records, Positions end) {
    if (failed) {
      return;
    }
    try {
      for (int from = 0; from < records.size(); ) {
        int to = parcelEnd(records, from);
        hand(records.subList(from, to), to == records.size() ? end : null);
        from = to;
      }
      if (records.isEmpty()) {
        hand(records, end);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("event=encoding_failed link={}", settings.link(), e);
      fail(new Refusal(ErrorCode.INTERNAL_ERROR, "a record could not be encoded"));
    }
  }

  private static int parcelEnd(List<LogRecord> records, int from) {
    int end = from;
    int last = Math.min(records.size(), from + PARCEL_RECORDS);
    for (long size = 0; end < last && size < PARCEL_BYTES; end++) {
      size += records.get(end).sizeBytes();
    }
    return end;
  }

  /**
   * @param end of all that was read, if these are the last of it
   */
  private void hand(List<LogRecord> records, @Nullable Positions end) {
    List<LogRecord> wanted = wanted(records);
    Cursor before = new Cursor(begin.topic(), at.positions());
    Optional<Frames> frames =
        encoder.frames(encoder.payloads(settings.kind(), wanted, before), Wire.PLAIN);
    if (end == null) {
      records.forEach(at::pass);
    } else {
      at = new Progress(end);
    }
    hand(Parcel.of(wanted, frames.orElse(null), at.positions()));
  }

  private List<LogRecord> wanted(List<LogRecord> records) {
    if (settings.keys().isAll()) {
      return records;
    }
    List<LogRecord> wanted = new ArrayList<>();
    for (LogRecord record : records) {
      if (settings.keys().matches(record.key())) {
        wanted.add(record);
      }
    }
    return wanted;
  }

  private void hand(Parcel parcel) {
    room.take(parcel);
    listener.onParcel(this, parcel);
  }

  @Override
  public void onGap(Gap gap) {
    if (failed) {
      return;
    }
    LOG.warn(
        "event=link_gap link={} stream={} partition={} from={} to={} reason={}",
        settings.link(),
        settings.stream().name(),
        gap.partition(),
        gap.from(),
        gap.to(),
        gap.reason().id());
    at.pass(gap);
    hand(Parcel.of(gap, notice(gap), at.positions()));
  }

  /** A peer that gets nothing but values would take a notice for one. */
  private @Nullable Frames notice(Gap gap) {
    if (settings.kind() == FrameKind.VALUE) {
      return null;
    }
    FrameForm form = FrameForm.of(settings.kind(), Wire.PLAIN);
    return ControlFrame.gap(memory, form, settings.stream(), gap)
        .map(frame -> new Frames(frame, new int[] {frame.bytes().capacity()}, 1))
        .orElse(null);
  }

  @Override
  public void onRefused(Refusal refusal) {
    fail(refusal);
  }

  @Override
  public void onLost(Refusal refusal) {
    fail(refusal);
  }

  private void fail(Refusal refusal) {
    if (!failed) {
      failed = true;
      listener.onEnded(this, refusal);
    }
  }

  @Override
  public boolean onTick(long nowNanos) {
    return failed || room.isFull();
  }
}
