package io.weir.engine.link.push;

import io.weir.engine.socket.Loop;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Writer;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of records that the peer rejects: they rest for a while, longer each time, and are
 * sent again; at last they are dead letters. Thread: the link's loop.
 */
final class Rejections {
  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);
  private static final Duration REST = Duration.ofMillis(250);
  private static final Duration LONGEST_REST = Duration.ofSeconds(10);
  private static final int DOUBLINGS = 6;

  private final PushSettings settings;
  private final Writer writer;
  private final Loop loop;
  private final Window window;
  private final Runnable onChanged;

  /**
   * @param onChanged told when something may be sent again, or is settled
   */
  Rejections(PushSettings settings, Writer writer, Loop loop, Window window, Runnable onChanged) {
    this.settings = settings;
    this.writer = writer;
    this.loop = loop;
    this.window = window;
    this.onChanged = onChanged;
  }

  void reject(Item item, Confirm.Reject rule) {
    item.rejections++;
    window.rest(item);
    LogRecord record = item.record;
    if (record != null && item.rejections > rule.retries()) {
      bury(item, record, rule);
    } else {
      wakeLater(item);
    }
  }

  private void wakeLater(Item item) {
    Duration rest = REST.multipliedBy(1L << Math.min(item.rejections - 1, DOUBLINGS));
    loop.after(
        rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST,
        () -> {
          window.wake(item);
          onChanged.run();
        });
  }

  private void bury(Item item, LogRecord record, Confirm.Reject rule) {
    item.dying = true;
    writer.write(
        List.of(
            DeadLetter.of(
                settings,
                rule.deadLetters(),
                item,
                record,
                () -> loop.execute(() -> onBuried(item)),
                refusal -> loop.execute(() -> onNotBuried(item, refusal.message())))));
  }

  private void onBuried(Item item) {
    window.settle(item);
    onChanged.run();
  }

  /** Rather than lose it, the peer is asked again, as if it had not been asked before. */
  private void onNotBuried(Item item, String why) {
    LOG.error("event=dead_letter_refused link={} reason=\"{}\"", settings.link(), why);
    wakeLater(item);
  }
}
