/**
 * The two names of the Log4j 2 API that Kafka's server classes touch, and nothing else.
 *
 * <p>The server logs through SLF4J, but the switch for its log levels ({@code
 * org.apache.kafka.server.logger.LoggingController}) is initialised by every class of the server
 * and asks Log4j for a logger before it finds out that Log4j is absent and does without. These two
 * classes let it get that far; a second logging library on the class path would cost start-up time
 * and a second configuration.
 */
@NullMarked
package org.apache.logging.log4j;

import org.jspecify.annotations.NullMarked;
