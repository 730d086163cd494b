/**
 * What engines of training share: a run's points, parameters, rates and noise, in plain Java.
 *
 * <p>Internal: only the trainer uses it, and it is no part of the API.
 */
@NullMarked
package dev.sirencast.trainer.engine;

import org.jspecify.annotations.NullMarked;
