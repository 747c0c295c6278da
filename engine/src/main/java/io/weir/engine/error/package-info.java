/**
 * What can go wrong, for the person who can fix it: stable codes, their kinds, and refusals.
 *
 * <p>Everyone calls in; it calls nobody. Values and their JSON only, any thread. Exceptions of a
 * library do not belong here: they are turned into a refusal where they are caught.
 */
@NullMarked
package io.weir.engine.error;

import org.jspecify.annotations.NullMarked;
