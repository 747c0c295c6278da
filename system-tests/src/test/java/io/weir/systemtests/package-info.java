/** The whole process, started as a user starts it. */
@NullMarked
package io.weir.systemtests;

import org.jspecify.annotations.NullMarked;
