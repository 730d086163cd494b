package dev.sirencast.trainer;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;

/**
 * What a training run leaves.
 *
 * <p>The weights are the best of those evaluated: the current weights about every twentieth of the
 * run, and at its end. A run that diverges before its first evaluation returns the initial weights.
 *
 * <p>The PSNR is that of the weights as they are, outputs clamped to [-1, 1], or, where the loss is
 * one under noise, the one expected under that noise.
 *
 * @param weights the weights with the highest PSNR
 * @param seeded the tensors that were left at their initial values
 * @param psnr the PSNR by which they were chosen, in decibels on the whole grid
 * @param outcome how the run ended
 * @param steps steps done
 * @param trainingLoss loss of the last step's batch, NaN if no step was begun
 * @param engine what computed it, JAVA or TORCH
 * @param device where it was computed, {@code cpu} or {@code gpu0}
 * @param seed the seed of the run's options
 */
public record TrainingResult(
    SirenWeights weights,
    SeededTensors seeded,
    double psnr,
    TrainingOutcome outcome,
    int steps,
    double trainingLoss,
    TrainingEngine engine,
    String device,
    long seed) {}
