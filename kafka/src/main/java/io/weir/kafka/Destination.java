package io.weir.kafka;

import io.weir.engine.error.Refusal;

/** What the cluster says of a topic that is to be written to. */
sealed interface Destination {

  record Present(TopicFacts facts) implements Destination {}

  /** Its records cannot be written, now or later, unless somebody changes something. */
  record Refused(Refusal refusal) implements Destination {}

  /** The cluster did not say. */
  record Unclear(String reason) implements Destination {}
}
