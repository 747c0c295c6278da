package io.weir.engine.link;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Reader;
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

  /** Answers later. */
  void find(
      OutSession session, int count, Supplier<Cursor> now, Consumer<Beginnings.Beginning> answer) {
    waiting.add(new Waiting(new RecentSearch(session, count), now, answer));
    feed.tail().execute(this::assign);
  }

  /** Begins a scan if there is a reader for it. */
  void assign() {
    if (scanning || waiting.isEmpty()) {
      return;
    }
    readers
        .take()
        .ifPresent(
            reader -> {
              scanning = true;
              List<Waiting> group = List.copyOf(waiting);
              waiting.clear();
              feed.oldest(oldest -> begin(reader, group, oldest));
            });
  }

  private void begin(Reader reader, List<Waiting> group, Beginnings.Beginning oldest) {
    switch (oldest) {
      case Beginnings.Refused refused -> finish(reader, group, refused);
      case Beginnings.At at -> {
        Cursor end = feed.position();
        Positions floor = at.cursor().positions();
        List<RecentSearch> searches = group.stream().map(Waiting::search).toList();
        new Scan(
                stream,
                reader,
                searches,
                floor,
                end,
                maxRecords,
                result -> feed.tail().execute(() -> onResult(reader, group, end, result)))
            .start();
      }
    }
  }

  private void onResult(Reader reader, List<Waiting> group, Cursor end, Scan.Result result) {
    switch (result) {
      case Scan.Result.Failed(var refusal) ->
          finish(reader, group, new Beginnings.Refused(refusal));
      case Scan.Result.Done done -> {
        release(reader);
        group.forEach(each -> each.answer().accept(Beginnings.recent(each.search().result(end))));
      }
    }
  }

  private void finish(Reader reader, List<Waiting> group, Beginnings.Refused refused) {
    release(reader);
    group.forEach(each -> each.answer().accept(refused));
  }

  private void release(Reader reader) {
    scanning = false;
    readers.give(reader);
  }
}
