package io.weir.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.connection.Target;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BookmarkTest {
  @Test
  void aCursorReplacesWhereItBegan() {
    Bookmark bookmark = bookmark("?key=a&from=-15m&frame=record");
    assertThat(bookmark.uri()).hasToString("ws://h/streams/t?key=a&from=-15m&frame=record");
    bookmark.moved("c1");
    assertThat(bookmark.uri()).hasToString("ws://h/streams/t?key=a&frame=record&from=c1");
    bookmark.moved(null);
    bookmark.moved("c2");
    assertThat(bookmark.uri()).hasToString("ws://h/streams/t?key=a&frame=record&from=c2");
  }

  @Test
  void theGreetingSaysWhereItBegan() {
    Bookmark bookmark = bookmark("");
    bookmark.greeted("c0");
    assertThat(bookmark.uri()).hasToString("ws://h/streams/t?from=c0");
  }

  @Test
  void theGreetingIsAheadOfTheLastRecords() {
    Bookmark bookmark = bookmark("?last=10");
    bookmark.greeted("c100");
    assertThat(bookmark.uri()).hasToString("ws://h/streams/t?last=10");
    bookmark.moved("c91");
    bookmark.greeted("c92");
    assertThat(bookmark.uri()).hasToString("ws://h/streams/t?from=c92");
  }

  private static Bookmark bookmark(String query) {
    return new Bookmark(Target.of("/streams/t" + query, "ws://h"), Optional.empty());
  }
}
