/**
 * The address of operators: health, metrics and the resources of the REST API.
 *
 * <p>{@link io.weir.admin.AdminServer} is the door. {@code AdminHttp} is Jetty and its limits,
 * {@code AdminRoutes} says what stands at which path, {@code AdminGuard} who may ask, {@code
 * SessionRoutes} lists and closes sessions, {@code Exposition} renders numbers and {@code
 * EngineCollector} reads those of the engine.
 *
 * <p>The composition root calls in; it calls the engine's numbers, access and sessions, and the
 * suppliers it was given, all on virtual threads of its own, never on an event loop. What serves
 * sessions, and anything that has to be fast, does not belong here.
 */
@NullMarked
package io.weir.admin;

import org.jspecify.annotations.NullMarked;
