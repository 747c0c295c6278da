package io.weir.cli.stream;

import java.time.Duration;

/** Waits; a test's does not. */
interface Pause {
  void lasting(Duration duration) throws InterruptedException;
}
