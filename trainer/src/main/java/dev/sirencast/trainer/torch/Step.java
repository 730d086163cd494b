package dev.sirencast.trainer.torch;

import dev.sirencast.trainer.network.Batch;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.NoiseSource;

/**
 * What a loss sees of one training step.
 *
 * @param network at the present parameters, with a manager that lives as long as the step
 * @param batch the step's points
 * @param noise where noise comes from
 * @param progress share of the run that is done, 0 or more and below 1
 */
public record Step(FoldedParameters network, Batch batch, NoiseSource noise, double progress) {}
