package io.weir.engine.socket;

import io.weir.engine.error.Refusal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * What a close frame says.
 *
 * @param code RFC 6455 section 7.4
 * @param reason at most {@value #MAX_REASON_BYTES} bytes of UTF-8 (RFC 6455 section 5.5); longer
 *     ones are cut at a character
 */
public record CloseReason(int code, String reason) {
  public static final int MAX_REASON_BYTES = 123;

  public static final CloseReason NORMAL = new CloseReason(1000, "");

  public CloseReason {
    reason = cut(reason);
  }

  public static CloseReason of(Refusal refusal) {
    return new CloseReason(refusal.code().closeCode(), refusal.message());
  }

  private static String cut(String reason) {
    if (reason.length() * 3 <= MAX_REASON_BYTES) {
      return reason;
    }
    ByteBuffer room = ByteBuffer.allocate(MAX_REASON_BYTES);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(reason), room, true);
    return StandardCharsets.UTF_8.decode(room.flip()).toString();
  }
}
