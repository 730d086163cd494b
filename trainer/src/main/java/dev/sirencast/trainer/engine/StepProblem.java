package dev.sirencast.trainer.engine;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.loss.TrainingLoss;

/**
 * What an engine works on.
 *
 * @param signal gives the points
 * @param space which weights are trained, and how fast
 * @param initial the weights to begin with
 * @param loss what is minimised
 * @param seed decides the noise of every step
 */
public record StepProblem(
    Signal signal, ParameterSpace space, SirenWeights initial, TrainingLoss loss, long seed) {}
