/**
 * Rounding layer after layer: to nearest, with error feedback (GPTQ), and with the rest of the
 * network refitted on the way.
 */
@NullMarked
package dev.sirencast.encoder.rounding.layerwise;

import org.jspecify.annotations.NullMarked;
