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
 * @param direction {@code out}, or {@code in}
 * @param keys the patterns of the filter; {@code *} for all; none if it takes in
 * @param unsent bytes that were written and that the operating system has not taken
 * @param since when it was opened
 */
public record SessionStatus(
    String id,
    String who,
    String address,
    String listener,
    String stream,
    String direction,
    List<String> keys,
    Sent sent,
    Received received,
    long unsent,
    Instant since) {

  /**
   * What was written to the session, whether it has left this machine or not.
   *
   * @param bytes of frames, their headers included
   */
  public record Sent(long records, long bytes) {}

  /**
   * What came from the client.
   *
   * @param bytes of payloads
   * @param unacknowledged how much the log has not acknowledged, and what is kept with it
   */
  public record Received(long messages, long bytes, long unacknowledged) {
    static final Received NONE = new Received(0, 0, 0);
  }

  /** Of a session that takes in. */
  public static SessionStatus of(
      String id,
      Opener client,
      String listener,
      String stream,
      Received received,
      long unsent,
      Instant since) {
    return new SessionStatus(
        id,
        client.principal().name(),
        client.address(),
        listener,
        stream,
        "in",
        List.of(),
        new Sent(0, 0),
        received,
        unsent,
        since);
  }

  static SessionStatus of(
      String id, Opener client, Subscription subscription, Sent sent, long unsent, Instant since) {
    return new SessionStatus(
        id,
        client.principal().name(),
        client.address(),
        subscription.labels().values().getOrDefault("listener", ""),
        subscription.stream().name(),
        "out",
        subscription.keys().patterns(),
        sent,
        Received.NONE,
        unsent,
        since);
  }
}
