/**
 * Weir's settings: what may be written, what it means if left out, and what contradicts what.
 *
 * <p>{@link io.weir.engine.config.SettingsReader} reads the file, the environment and the flags
 * into {@link io.weir.engine.config.Settings}, or tells every problem at once. Each component has
 * one record and one table of keys ({@code KafkaSettings}, {@code ListenerSettings}, …); {@code
 * SettingsTable} puts them together and checks what spans components. {@code docs/configuration.md}
 * is written from the same tables. {@code QuixVariables} says in the place of a file what the
 * variables of Quix's connector mean.
 *
 * <p>Called once, at start, on one thread; calls {@code config.schema}. Opening anything, and
 * resolving names, do not belong here.
 */
@NullMarked
package io.weir.engine.config;

import org.jspecify.annotations.NullMarked;
