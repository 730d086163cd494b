/**
 * Fits many small networks of one shape, each to points of its own: one after another in plain
 * Java, or as batched products on the tensor engine.
 */
@NullMarked
package dev.sirencast.trainer.stack;

import org.jspecify.annotations.NullMarked;
