package org.apache.logging.log4j;

/** What the one caller in Kafka's server needs. */
public interface Logger {
  /** Logged as debug: all that the caller has to say is that Log4j is absent. */
  void info(String message);

  void warn(String message, Throwable cause);
}
