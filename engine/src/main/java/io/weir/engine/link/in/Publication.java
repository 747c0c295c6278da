package io.weir.engine.link.in;

import io.weir.engine.metric.Labels;
import io.weir.engine.stream.Stream;
import java.util.Optional;

/**
 * What a session takes in.
 *
 * @param form how a message becomes records
 * @param acks which messages are acknowledged to the peer
 * @param refused a stream that gets what was refused, as it came, with the reason in headers
 * @param labels under which it is counted: listener, dialect, stream, link
 */
public record Publication(
    Stream stream,
    RecordForm form,
    Acks acks,
    OnFull onFull,
    Optional<Stream> refused,
    Labels labels) {}
