@NullMarked
package io.weir.engine.dial;

import org.jspecify.annotations.NullMarked;
