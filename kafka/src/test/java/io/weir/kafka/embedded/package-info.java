/** Tests of the embedded Kafka, and a cluster of two for the tests of the log. */
@NullMarked
package io.weir.kafka.embedded;

import org.jspecify.annotations.NullMarked;
