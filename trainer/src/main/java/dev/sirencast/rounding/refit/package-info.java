/** Rounding layer after layer, the rest of the network refitted to the outputs on the way. */
@NullMarked
package dev.sirencast.rounding.refit;

import org.jspecify.annotations.NullMarked;
