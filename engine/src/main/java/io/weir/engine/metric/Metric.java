package io.weir.engine.metric;

/**
 * Every counter and gauge, once. The names follow Prometheus's conventions. Numbers are whole, so a
 * gauge whose name ends in {@code _seconds} is kept in microseconds, and whoever shows it divides.
 */
public enum Metric {
  CONNECTIONS("weir_connections", Type.GAUGE, "Open connections, with and without a session"),
  SESSIONS("weir_sessions", Type.GAUGE, "Open sessions"),
  DELIVERIES("weir_deliveries_total", Type.COUNTER, "Records written to sessions"),
  DELIVERED_BYTES(
      "weir_delivered_bytes_total", Type.COUNTER, "Bytes of frames written to sessions"),
  DELIVERY_LATENCY(
      "weir_delivery_latency_seconds", Type.HISTOGRAM, "From a record's timestamp to its flush"),
  UNSENT_BYTES("weir_unsent_bytes", Type.GAUGE, "Bytes that sessions' sockets have not taken yet"),
  CLOSES("weir_closes_total", Type.COUNTER, "Sessions closed by Weir, by close code"),
  REFUSALS(
      "weir_refusals_total", Type.COUNTER, "Connections and handshakes refused, by error code"),
  MESSAGES_REFUSED(
      "weir_messages_refused_total", Type.COUNTER, "Messages to sessions that only send"),
  GAPS("weir_gaps_total", Type.COUNTER, "Gaps in what was read from the log, by reason"),
  RECORDS_IN(
      "weir_records_in_total", Type.COUNTER, "Records from sessions that the log has acknowledged"),
  RECORDS_REFUSED(
      "weir_records_refused_total",
      Type.COUNTER,
      "Messages and records from sessions that were refused, by error code"),
  ACKS("weir_acks_total", Type.COUNTER, "Acknowledgements sent to sessions"),
  UNACKNOWLEDGED_BYTES(
      "weir_unacknowledged_bytes",
      Type.GAUGE,
      "Bytes from sessions that the log has not acknowledged yet"),
  PAUSED_SESSIONS(
      "weir_paused_sessions", Type.GAUGE, "Open sessions that are not read from for now"),
  WRITER_RESTARTS(
      "weir_writer_restarts_total",
      Type.COUNTER,
      "Times that the Kafka producer failed for good and was made anew"),
  LINK_STATE(
      "weir_link_state", Type.GAUGE, "Dialing links: 1 for the state that each is in, else 0"),
  LINK_LAG(
      "weir_link_lag_records",
      Type.GAUGE,
      "Records of the stream that a link's peer has not confirmed yet"),
  LINK_IN_FLIGHT(
      "weir_link_in_flight_records",
      Type.GAUGE,
      "Records sent to a link's peer that it has not confirmed yet"),
  LINK_ATTEMPTS("weir_link_attempts_total", Type.COUNTER, "Attempts to connect to a link's peer"),
  RECORDS_READ("weir_records_read_total", Type.COUNTER, "Records read from the log"),
  RECORDS_SKIPPED(
      "weir_records_skipped_total",
      Type.COUNTER,
      "Records without a JSON value, while sessions that only take JSON wanted them"),
  RECORDS_SUPERSEDED(
      "weir_records_superseded_total",
      Type.COUNTER,
      "Records not delivered to sessions that had asked for the latest only"),
  RECORDS_REPLAYED(
      "weir_records_replayed_total",
      Type.COUNTER,
      "Records read from the log for sessions that were behind"),
  CATCH_UP_SESSIONS("weir_catch_up_sessions", Type.GAUGE, "Open sessions that are behind"),
  CERTIFICATE_EXPIRY(
      "weir_certificate_expiry_timestamp_seconds",
      Type.GAUGE,
      "When a listener's certificate expires, since the epoch"),
  HOP_BYTES("weir_hop_bytes", Type.GAUGE, "Bytes between tails and event loops"),
  HOP_FULL("weir_hop_full_total", Type.COUNTER, "Times that a loop was full and its tails held"),
  LOOP_DELAY(
      "weir_loop_delay_seconds", Type.GAUGE, "How late a loop's last once-a-second step ran"),
  CONSUMER_LAG(
      "weir_consumer_lag_records", Type.GAUGE, "Records in the log that a tail has not read yet");

  /** How a value behaves over time. */
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  private final String id;
  private final Type type;
  private final String help;

  Metric(String id, Type type, String help) {
    this.id = id;
    this.type = type;
    this.help = help;
  }

  /** The full Prometheus name. */
  public String id() {
    return id;
  }

  public Type type() {
    return type;
  }

  public String help() {
    return help;
  }
}
