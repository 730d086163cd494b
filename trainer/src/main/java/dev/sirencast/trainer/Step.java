package dev.sirencast.trainer;

/**
 * What a loss sees of one training step.
 *
 * @param network at the present parameters, with a manager that lives as long as the step
 * @param batch the step's points
 * @param noise where noise comes from
 * @param progress share of the run that is done, 0 or more and below 1
 */
record Step(FoldedNetwork network, Batch batch, NoiseSource noise, double progress) {}
