package io.weir.engine.dial;

import io.weir.engine.json.MessagePattern;
import java.time.Duration;
import java.util.Optional;

/**
 * A message that is sent after each connect; left out, with its wait, while it cannot be filled in.
 *
 * @param reply what has to come before anything else is sent
 */
public record OpenMessage(Template send, Optional<Reply> reply) {

  /** A reply, and how long it may take. */
  public record Reply(MessagePattern pattern, Duration within) {}
}
