/** Tests of the Kafka edge, against the embedded Kafka. */
@NullMarked
package io.weir.kafka;

import org.jspecify.annotations.NullMarked;
