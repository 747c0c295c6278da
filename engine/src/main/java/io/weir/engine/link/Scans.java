package io.weir.engine.link;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The sessions of one stream that begin with its most recent records. All who wait are served by
 * one scan. Thread: the stream's tail.
 */
final class Scans {
  /** What is kept for all of them is bounded, as what is for each. */
  private static final int MAX_GROUP = 64;

  private final Stream stream;
  private final Feed feed;
  private final Readers readers;
  private final long maxRecords;
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean scanning;

  /** A session, and what is done with what was found for it. */
  private record Waiting(
      RecentSearch search, Supplier<Cursor> now, Consumer<Beginnings.Beginning> answer) {}

  Scans(Stream stream, Feed feed, Readers readers, long maxRecords) {
    this.stream = stream;
    this.feed = feed;
    this.readers = readers;
    this.maxRecords = maxRecords;
  }

  boolean areWaiting() {
    return !waiting.isEmpty();
  }

  /** Answers later; the next tick looks whether there is a reader. */
  void find(
      OutSession session, int count, Supplier<Cursor> now, Consumer<Beginnings.Beginning> answer) {
    waiting.add(new Waiting(new RecentSearch(session, count), now, answer));
  }

  /** Begins a scan if there is a reader for it. */
  void assign() {
    if (scanning || waiting.isEmpty()) {
      return;
    }
    readers
        .take()
        .ifPresent(
            slot -> {
              scanning = true;
              List<Waiting> group =
                  List.copyOf(waiting.subList(0, Math.min(MAX_GROUP, waiting.size())));
              waiting.subList(0, group.size()).clear();
              feed.oldest(oldest -> begin(slot, group, oldest));
            });
  }

  private void begin(Readers.Slot slot, List<Waiting> group, Beginnings.Beginning oldest) {
    switch (oldest) {
      case Beginnings.Refused refused -> finish(slot, group, refused);
      case Beginnings.At at -> {
        Cursor end = feed.position();
        Positions floor = at.cursor().positions();
        List<RecentSearch> searches = group.stream().map(Waiting::search).toList();
        new Scan(
                stream,
                slot.reader(),
                searches,
                floor,
                end,
                maxRecords,
                result -> feed.tail().execute(() -> onResult(slot, group, result)))
            .start();
      }
    }
  }

  private void onResult(Readers.Slot slot, List<Waiting> group, Scan.Result result) {
    switch (result) {
      case Scan.Result.Failed(var refusal) -> finish(slot, group, new Beginnings.Refused(refusal));
      case Scan.Result.Done done -> {
        release(slot);
        group.forEach(each -> each.answer().accept(Beginnings.recent(each.search().result())));
      }
    }
  }

  private void finish(Readers.Slot slot, List<Waiting> group, Beginnings.Refused refused) {
    release(slot);
    group.forEach(each -> each.answer().accept(refused));
  }

  /** The stream has ended: so do those who wait for it. */
  void endAll(Refusal refusal) {
    List<Waiting> refused = List.copyOf(waiting);
    waiting.clear();
    refused.forEach(each -> each.answer().accept(new Beginnings.Refused(refusal)));
  }

  private void release(Readers.Slot slot) {
    scanning = false;
    readers.give(slot);
  }
}
