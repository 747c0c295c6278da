package io.weir.engine.socket;

import io.weir.engine.access.Principal;

/**
 * Who opened a connection, for operators.
 *
 * @param address from where, as far as the listener can tell: an IP address, and the port if known
 */
public record Opener(String address, Principal principal) {}
