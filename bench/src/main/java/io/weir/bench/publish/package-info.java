/**
 * The producer: JSON records of one size that carry the time they were sent.
 *
 * <p>{@link io.weir.bench.publish.PublishCommand} is the process. One thread beside the Kafka
 * client's own.
 */
@NullMarked
package io.weir.bench.publish;

import org.jspecify.annotations.NullMarked;
