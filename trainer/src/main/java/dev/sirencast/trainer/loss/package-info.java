/**
 * What training minimises. {@code TrainingLoss} and {@code TrainingNoise} are the API; the
 * objectives behind them are internal.
 */
@NullMarked
package dev.sirencast.trainer.loss;

import org.jspecify.annotations.NullMarked;
