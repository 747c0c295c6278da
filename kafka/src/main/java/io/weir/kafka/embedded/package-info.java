/**
 * A single-node Kafka inside this process, for {@code weir dev}, for a start without a cluster and
 * for tests.
 *
 * <p>The composition root starts and stops {@link io.weir.kafka.embedded.EmbeddedKafka}; everybody
 * else meets it as an ordinary Kafka, through its bootstrap address. Its threads are Kafka's own.
 * It calls into Kafka's server classes, which are no public API: they are touched here only.
 * Clients of Kafka do not belong here.
 */
@NullMarked
package io.weir.kafka.embedded;

import org.jspecify.annotations.NullMarked;
