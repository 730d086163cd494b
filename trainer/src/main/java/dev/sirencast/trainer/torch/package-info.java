/**
 * The engine on PyTorch: every loss as operations of {@code trainer.network}.
 *
 * <p>Internal: its types mention the engine's, and only the trainer uses them.
 */
@NullMarked
package dev.sirencast.trainer.torch;

import org.jspecify.annotations.NullMarked;
