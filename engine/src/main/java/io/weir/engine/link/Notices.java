package io.weir.engine.link;

import java.time.Duration;

/**
 * What a session is told besides its records.
 *
 * @param hello whether it is greeted with its stream, its cursor and its limits
 * @param cursorEveryRecords after how many records it is told its cursor; 0: not
 * @param cursorEvery after what time it is told its cursor, if that has moved; zero: not
 */
public record Notices(boolean hello, OnGap onGap, int cursorEveryRecords, Duration cursorEvery) {
  /** Of a session whose frames are nothing but values: it is closed rather than told. */
  public static final Notices NONE = new Notices(false, OnGap.CLOSE, 0, Duration.ZERO);

  /** What happens where records are missing. */
  public enum OnGap {
    /** The session is told. */
    TELL,
    /** The session is closed with 4503. */
    CLOSE,
    /** It is counted only: the session's clients would understand neither. */
    COUNT
  }
}
