package io.weir.engine.dial;

import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Dialer;
import io.weir.engine.socket.FrameMemory;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What links are given by the node.
 *
 * @param dialer whose connections are for the link's loop
 * @param random for jitter; used on the link's loop only
 */
public record DialEdge(
    Dialer dialer,
    FrameMemory memory,
    Metrics metrics,
    InstantSource clock,
    RandomGenerator random) {}
