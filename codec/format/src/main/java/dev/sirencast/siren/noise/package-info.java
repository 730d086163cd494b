/**
 * Noise on the weights of a sine network: drawn, applied, and its effect on the signal foretold.
 */
@NullMarked
package dev.sirencast.siren.noise;

import org.jspecify.annotations.NullMarked;
