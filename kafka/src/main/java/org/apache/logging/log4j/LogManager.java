package org.apache.logging.log4j;

import org.slf4j.LoggerFactory;

/** Hands out loggers that write to SLF4J. */
public final class LogManager {
  private LogManager() {}

  /** The logger of this class. */
  public static Logger getLogger(Class<?> type) {
    org.slf4j.Logger logger = LoggerFactory.getLogger(type);
    return new Logger() {
      @Override
      public void info(String message) {
        logger.debug(message);
      }

      @Override
      public void warn(String message, Throwable cause) {
        logger.warn(message, cause);
      }
    };
  }
}
