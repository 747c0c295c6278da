package io.weir.testing.invariant;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What came of a partition are all records that the session wants, in their order, from one at or
 * before its promise up to the last one that came: no hole that was not told as a gap, nothing
 * twice, nothing that it did not ask for, nothing told that is not so.
 */
public final class NothingLost implements Invariant {

  @Override
  public void check(SessionHistory session, LogHistory log) {
    follow(session, log);
  }

  /** Where the session has come to in every partition. */
  static Map<Integer, Course> follow(SessionHistory session, LogHistory log) {
    Map<Integer, Course> courses = new HashMap<>();
    IntStream.range(0, log.size()).forEach(i -> courses.put(i, new Course(session, i, log)));
    for (SessionHistory.Event event : session.events()) {
      switch (event) {
        case SessionHistory.Received(LogRecord record) ->
            course(courses, record.partition(), session).onRecord(record);
        case SessionHistory.Missing(Gap gap) ->
            course(courses, gap.partition(), session).onGap(gap);
      }
    }
    return courses;
  }

  private static Course course(
      Map<Integer, Course> courses, int partition, SessionHistory session) {
    Course course = courses.get(partition);
    if (course == null) {
      throw new AssertionError(session + " was told of partition " + partition + ": there is none");
    }
    return course;
  }
}
