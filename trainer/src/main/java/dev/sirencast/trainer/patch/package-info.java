/** Fits a base network and the networks of patches to a signal, on the processor alone. */
@NullMarked
package dev.sirencast.trainer.patch;

import org.jspecify.annotations.NullMarked;
