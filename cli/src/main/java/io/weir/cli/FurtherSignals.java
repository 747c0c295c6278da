package io.weir.cli;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * SIGINT and SIGTERM of a process that is ending already, which the JVM ignores.
 *
 * <p>{@code sun.misc.Signal} is the JDK's only door to signals. It is an API that is supported (JEP
 * 260) and that the compiler warns of, hence by reflection.
 */
final class FurtherSignals {
  private FurtherSignals() {}

  /**
   * From now on, runs a task on each, on a thread of the JVM. Where the JVM leaves signals alone
   * ({@code -Xrs}), nothing happens.
   */
  static void handle(Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  task.run();
                }
                return null;
              });
      for (String name : List.of("INT", "TERM")) {
        Object each = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, each, proxy);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return; // the first signal is enough to end
    }
  }
}
