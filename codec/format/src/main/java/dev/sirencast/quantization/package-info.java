/**
 * Weights to whole numbers and back: how finely each tensor of a sine network is rounded, and how.
 */
@NullMarked
package dev.sirencast.quantization;

import org.jspecify.annotations.NullMarked;
