/**
 * The languages that listeners speak, one package each: a thin translation of paths, parameters and
 * credentials into the engine's nouns.
 *
 * <p>Called by the door of a listener, on any loop; calls the engine only. What two dialects need
 * belongs into the engine.
 */
@NullMarked
package io.weir.dialects;

import org.jspecify.annotations.NullMarked;
