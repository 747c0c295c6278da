/** placeholder */
@NullMarked
package io.weir.dialects;

import org.jspecify.annotations.NullMarked;
