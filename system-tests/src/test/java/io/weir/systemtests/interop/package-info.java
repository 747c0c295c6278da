/**
 * One real Weir among programs that are not ours: WebSocket clients of other languages, a browser,
 * Kafka producers of other languages. Their scripts are in {@code src/test/interop}.
 */
@NullMarked
package io.weir.systemtests.interop;

import org.jspecify.annotations.NullMarked;
