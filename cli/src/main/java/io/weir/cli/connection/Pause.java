package io.weir.cli.connection;

import java.time.Duration;

/** Waits; a test's does not. */
public interface Pause {
  void lasting(Duration duration) throws InterruptedException;
}
