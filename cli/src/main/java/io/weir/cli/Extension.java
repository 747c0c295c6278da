package io.weir.cli;

/**
 * A command of a module above this one, found with {@link java.util.ServiceLoader}.
 *
 * <p>Its constructor has no effects: it also runs when only help is shown.
 */
public interface Extension {
  /** A new object with picocli's {@code @Command}, which carries the command's name. */
  Object command();
}
