package io.weir.engine.config;

import io.weir.engine.link.OutSettings;
import io.weir.engine.link.in.InSettings;
import io.weir.engine.socket.RosterSettings;
import io.weir.engine.stream.Stream;
import java.util.List;

/**
 * Everything that can be set, complete and free of contradictions.
 *
 * @param streams in the order in which they were declared
 * @param links what was written; the paths that streams have of their own ({@link Stream#out}) are
 *     not repeated here
 * @param dials the links that connect to a peer
 * @param roster how open sockets are kept (the section {@code sessions})
 * @param tails that read from Kafka; 0: as many as event loops
 * @param loops event loops; 0: as many as processors
 */
public record Settings(
    KafkaSettings kafka,
    List<ListenerSettings> listeners,
    List<Stream> streams,
    List<LinkSettings> links,
    List<DialLinkSettings> dials,
    AdminSettings admin,
    OutSettings out,
    InSettings in,
    RosterSettings roster,
    LimitSettings limits,
    DrainSettings drain,
    int tails,
    int loops) {

  public Settings {
    listeners = List.copyOf(listeners);
    streams = List.copyOf(streams);
    links = List.copyOf(links);
    dials = List.copyOf(dials);
  }
}
