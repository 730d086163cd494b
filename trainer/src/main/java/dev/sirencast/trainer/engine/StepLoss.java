package dev.sirencast.trainer.engine;

/**
 * The loss of a step's batch before the step.
 *
 * @param value the whole loss, regularisers included
 * @param reconstruction the reconstruction loss L alone: the mean over the points of the squared
 *     error summed over the components
 */
public record StepLoss(double value, double reconstruction) {}
