package io.weir.cli.stream;

import io.weir.cli.Terminal;
import io.weir.cli.Termination;
import io.weir.cli.connection.Pause;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the command meets outside of it.
 *
 * @param out not buffered; throws when its reader has gone, which a {@link java.io.PrintStream}
 *     hides
 * @param terminal whether records may be coloured
 * @param onSignal takes what is to be done when the user has had enough
 */
record Surroundings(
    OutputStream out, Supplier<Terminal> terminal, Consumer<Runnable> onSignal, Pause pause) {

  static Surroundings ofProcess() {
    return new Surroundings(
        new FileOutputStream(FileDescriptor.out),
        Terminal::current,
        Termination::onSignal,
        Thread::sleep);
  }

  boolean coloured() {
    return terminal.get().hasColours();
  }
}
