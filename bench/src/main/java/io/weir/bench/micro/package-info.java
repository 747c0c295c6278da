/** JMH benchmarks of single steps of the hot path, run by {@code weir bench micro}. */
@NullMarked
package io.weir.bench.micro;

import org.jspecify.annotations.NullMarked;
