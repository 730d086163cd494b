package dev.sirencast.trainer.plain;

import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.engine.NoisePool;

/**
 * What a loss sees of one training step.
 *
 * @param points all points, or room that holds the batch's
 * @param count the first points of these that the step sees
 * @param noise where noise comes from
 * @param progress share of the run that is done, 0 or more and below 1
 */
record PlainStep(TrainingPoints points, int count, NoisePool noise, double progress) {}
