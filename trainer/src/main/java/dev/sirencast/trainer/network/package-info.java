/**
 * A sine network on the engine: its folded parameters, and its passes over tiles of points.
 *
 * <p>Internal: its types mention the engine's, and only the trainer uses them. It is no part of the
 * API.
 */
@NullMarked
package dev.sirencast.trainer.network;

import org.jspecify.annotations.NullMarked;
