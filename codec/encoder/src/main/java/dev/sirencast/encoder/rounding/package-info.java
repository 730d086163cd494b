/**
 * Rounding weights for an entropy coder: to a size, a quality, or a slope of the curve between the
 * two. Plain Java; nothing here trains.
 */
@NullMarked
package dev.sirencast.encoder.rounding;

import org.jspecify.annotations.NullMarked;
