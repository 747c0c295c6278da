/**
 * Settings in general: what may be written where, and how it becomes values or problems.
 *
 * <p>Three layers become one {@link io.weir.engine.config.schema.Tree}, each value with its {@link
 * io.weir.engine.config.schema.Origin}: {@link io.weir.engine.config.schema.YamlFile} reads the
 * file, {@link io.weir.engine.config.schema.Environment} lays variables over it, the caller lays
 * flags over that. {@link io.weir.engine.config.schema.DotEnv} reads files of variables for whoever
 * takes them for settings. A {@link io.weir.engine.config.schema.Type} ({@link
 * io.weir.engine.config.schema.Table} of {@link io.weir.engine.config.schema.Key}s, lists, maps,
 * scalars) then reads the tree and tells a {@link io.weir.engine.config.schema.Reading} every
 * problem. The same types are what the reference is written from, and what {@link
 * io.weir.engine.config.schema.Printout} shows settings by.
 *
 * <p>Called by {@code config}; calls the YAML parser and {@code text}, and reads files. One thread,
 * at start. Nothing here knows what Weir's settings are called.
 */
@NullMarked
package io.weir.engine.config.schema;

import org.jspecify.annotations.NullMarked;
