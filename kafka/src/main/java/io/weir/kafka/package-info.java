/**
 * The right edge: everything that Weir knows of Kafka.
 *
 * <p>The composition root makes a {@link io.weir.kafka.KafkaLog}; the engine reads through its port
 * {@link io.weir.engine.stream.Log} and never meets a Kafka type. Reading a record goes {@link
 * io.weir.kafka.KafkaTail} (the loop of a thread) → {@link io.weir.kafka.TailConsumer} (its
 * consumer) → {@link io.weir.kafka.Readings} (what it reads, for whom) → the follower. Where the
 * log has nothing, {@link io.weir.kafka.Losses} finds out what is lost, tells the followers and
 * goes on behind it. What has to be asked of the cluster goes through {@link io.weir.kafka.Cluster}
 * (one admin client, and whether Kafka answers), {@link io.weir.kafka.Topics} (what topics are) and
 * {@link io.weir.kafka.Starts} (where reading begins), and comes back as a task on the tail.
 *
 * <p>What this node may come to own goes through {@link io.weir.kafka.KafkaClaims}: a {@link
 * io.weir.kafka.Membership} for each claim, with a {@link io.weir.kafka.GroupConsumer} that reads
 * nothing.
 *
 * <p>Threads: {@code weir-claims}; {@code weir-tail-N} and {@code weir-reader-N}, each with a
 * consumer; {@code weir-kafka-probe}; the admin client's own, which runs short callbacks. Sessions
 * and frames do not belong here, nor does the broker itself: that is {@code
 * io.weir.kafka.embedded}.
 */
@NullMarked
package io.weir.kafka;

import org.jspecify.annotations.NullMarked;
