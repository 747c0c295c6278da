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
 * <p>Writing goes the other way: {@link io.weir.kafka.KafkaWriter}, the engine's {@link
 * io.weir.engine.stream.Writer}, puts each record into the {@link io.weir.kafka.TopicQueue} of its
 * topic, which hands it to {@link io.weir.kafka.Producing} (the producer, and what it has not told
 * of) once {@link io.weir.kafka.Destinations} has said that there is such a topic. What a failure
 * means for a record, {@link io.weir.kafka.Verdict} says.
 *
 * <p>What this node may come to own goes through {@link io.weir.kafka.KafkaClaims}: a {@link
 * io.weir.kafka.Membership} for each claim, with a {@link io.weir.kafka.GroupConsumer} that reads
 * nothing.
 *
 * <p>Threads: {@code weir-tail-N} and {@code weir-reader-N}, each with a consumer; {@code
 * weir-writer} and its producer's; {@code weir-claims}; {@code weir-kafka-probe}; the admin
 * client's own, which runs short callbacks. Sessions and frames do not belong here, nor does the
 * broker itself: that is {@code io.weir.kafka.embedded}.
 */
@NullMarked
package io.weir.kafka;

import org.jspecify.annotations.NullMarked;
