/**
 * The engine in plain Java: every loss on the passes of {@code trainer.cpu}. Nothing here needs
 * libtorch.
 *
 * <p>Internal: only the trainer uses it, and it is no part of the API.
 */
@NullMarked
package dev.sirencast.trainer.plain;

import org.jspecify.annotations.NullMarked;
