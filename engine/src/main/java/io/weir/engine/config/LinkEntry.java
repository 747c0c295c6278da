package io.weir.engine.config;

/** An entry of {@code links}: one side, one direction. */
sealed interface LinkEntry permits LinkSettings.Unbound, DialLinkSettings {}
