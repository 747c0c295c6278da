package io.weir.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * How the process ends: by itself with an exit code, or by SIGINT or SIGTERM, in order, with 0.
 *
 * <p>The JVM would exit with 128 and the signal's number; but a user who stops a server or a client
 * meets no error.
 */
public final class Termination {
  private static final AtomicBoolean EXITING = new AtomicBoolean();

  private Termination() {}

  /**
   * On a signal, runs {@code stop} on a thread of the JVM and then ends the process with 0. Does
   * not run it when the process ends by itself. To be called once; {@code stop} bounds its own
   * time.
   */
  public static void onSignal(Runnable stop) {
    onSignal(stop, () -> {});
  }

  /**
   * As {@link #onSignal(Runnable)}.
   *
   * @param hurry on every further signal, beside {@code stop}: its sender does not want to wait
   */
  public static void onSignal(Runnable stop, Runnable hurry) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!EXITING.get()) {
                    FurtherSignals.handle(hurry);
                    stop.run();
                    System.out.flush();
                    Runtime.getRuntime().halt(0);
                  }
                },
                "signal"));
  }

  /**
   * Does not return if the process is ending. For whatever fails then: what it needs is being
   * stopped, and the JVM refuses libraries their hooks; that is nobody's error.
   */
  static void awaitIfEnding() {
    if (isEnding()) {
      while (true) {
        LockSupport.park();
      }
    }
  }

  private static boolean isEnding() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      return !Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Ends the process; no hook of {@link #onSignal} runs. */
  static void exit(int code) {
    EXITING.set(true);
    System.exit(code);
  }
}
