/** placeholder */
@NullMarked
package io.weir.netty;

import org.jspecify.annotations.NullMarked;
