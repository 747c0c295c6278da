package io.weir.engine.link;

import io.weir.engine.socket.Opener;
import java.time.Instant;
import java.util.List;

/**
 * An open session as an operator sees it.
 *
 * @param id for {@link Sessions#close}; no other session of this process has, had or will have it
 * @param who the name of the principal
 * @param address of the client, as far as the listener can tell
 * @param keys the patterns of the filter; {@code *} for all
 * @param unsent bytes that were written and that the operating system has not taken
 * @param since when it was opened
 */
public record SessionStatus(
    String id,
    String who,
    String address,
    String listener,
    String stream,
    List<String> keys,
    Sent sent,
    long unsent,
    Instant since) {

  /**
   * What was written to the session, whether it has left this machine or not.
   *
   * @param bytes of frames, their headers included
   */
  public record Sent(long records, long bytes) {}

  static SessionStatus of(
      String id, Opener client, Subscription subscription, Sent sent, long unsent, Instant since) {
    return new SessionStatus(
        id,
        client.principal().name(),
        client.address(),
        subscription.labels().values().getOrDefault("listener", ""),
        subscription.stream().name(),
        subscription.keys().patterns(),
        sent,
        unsent,
        since);
  }
}
