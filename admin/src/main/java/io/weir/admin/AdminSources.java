package io.weir.admin;

import io.weir.engine.dial.DialLinks;
import io.weir.engine.link.Sessions;
import io.weir.engine.metric.Metrics;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the admin address shows. The suppliers are called once per request, on its thread, several
 * at a time; they answer from memory and do not block. Only sessions are waited for, with a bound.
 *
 * @param unready why this node is not ready, one line for each reason; empty if it is
 * @param streams the streams of this node, in the order to be shown
 * @param links those that dial, of this node
 * @param sessions the open sessions of this node; empty: it has not come so far yet
 */
public record AdminSources(
    Metrics metrics,
    Supplier<List<String>> unready,
    Supplier<List<StreamStatus>> streams,
    Supplier<DialLinks> links,
    Supplier<Optional<Sessions>> sessions) {}
