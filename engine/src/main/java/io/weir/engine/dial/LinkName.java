package io.weir.engine.dial;

/**
 * Which link it is.
 *
 * @param name unique
 * @param direction {@code in} or {@code out}
 * @param stream the name of its stream
 */
public record LinkName(String name, String direction, String stream) {}
