/**
 * What Weir promises, as checks over what was observed.
 *
 * <p>Simulations and system tests record a {@link io.weir.testing.invariant.SessionHistory} per
 * session and call in; nobody is called. Values and functions, any thread. How a history comes to
 * be does not belong here.
 */
@NullMarked
package io.weir.testing.invariant;

import org.jspecify.annotations.NullMarked;
