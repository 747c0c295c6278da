package io.weir.engine.link.push;

import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.stream.Claims;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.Writer;

/**
 * What pushes are given by the node.
 *
 * @param writer takes dead letters
 */
public record PushEdge(
    Log log, Claims claims, Writer writer, FrameMemory memory, Metrics metrics) {}
