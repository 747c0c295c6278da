@NullMarked
package io.weir.engine.json;

import org.jspecify.annotations.NullMarked;
