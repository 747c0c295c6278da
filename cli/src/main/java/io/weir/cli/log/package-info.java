/**
 * How logging is set up: in code, because reading an XML file would take a good part of a start.
 *
 * <p>Found by Logback with a service loader, and called before the first line; a command that has
 * read its options may then choose another {@link io.weir.cli.log.LogFormat}. What is worth a line
 * is decided where it happens.
 */
@NullMarked
package io.weir.cli.log;

import org.jspecify.annotations.NullMarked;
