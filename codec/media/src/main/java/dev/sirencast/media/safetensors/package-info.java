/** Weights in the safetensors format, in and out: what other programs train and take. */
@NullMarked
package dev.sirencast.media.safetensors;

import org.jspecify.annotations.NullMarked;
