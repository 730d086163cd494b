/**
 * The experiment of COIN: networks as pictures in 16 bits a weight, in this codec, and beside JPEG.
 */
@NullMarked
package dev.sirencast.experiments.coin;

import org.jspecify.annotations.NullMarked;
