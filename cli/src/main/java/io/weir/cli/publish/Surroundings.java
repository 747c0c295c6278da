package io.weir.cli.publish;

import io.weir.cli.Termination;
import io.weir.cli.connection.Pause;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * What the command meets outside of it.
 *
 * @param terminal whether the standard error is one
 * @param onSignal takes what is to be done when the user has had enough
 */
record Surroundings(InputStream in, boolean terminal, Consumer<Runnable> onSignal, Pause pause) {

  /** Of the process; the launcher, which can tell of the standard error, says it. */
  static Surroundings ofProcess() {
    return new Surroundings(
        System.in, Boolean.getBoolean("weir.terminal.error"), Termination::onSignal, Thread::sleep);
  }
}
