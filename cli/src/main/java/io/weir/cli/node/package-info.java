/**
 * The composition root: the one place that makes every part of a process and ties them together,
 * and the commands that only need that, {@code weir start}, {@code weir check} and {@code weir
 * health}.
 *
 * <p>{@link io.weir.cli.node.SettingsLoader} reads the settings, {@link io.weir.cli.node.Node}
 * makes the parts, starts them in the order of their dependencies and stops them in reverse, {@link
 * io.weir.cli.node.ReadyFile} tells scripts. Called by the commands; calls every edge.
 *
 * <p>Threads: the command's own, which starts; {@code signal}, which stops; {@code admin-start},
 * beside the start, because the admin address takes longer than all else.
 *
 * <p>Does not belong here: anything that happens once the parts are tied together.
 */
@NullMarked
package io.weir.cli.node;

import org.jspecify.annotations.NullMarked;
