/**
 * The model of quantised weights and what a symbol costs under it, for the entropy coder, for
 * rounding and for rate-aware training alike; and the rANS coder.
 */
@NullMarked
package dev.sirencast.entropy;

import org.jspecify.annotations.NullMarked;
