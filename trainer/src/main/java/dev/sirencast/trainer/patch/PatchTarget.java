package dev.sirencast.trainer.patch;

import dev.sirencast.trainer.cpu.TrainingPoints;

/**
 * What a patch's network is to be: what the base leaves, over the amplitude.
 *
 * @param patch its number
 * @param points coordinates and targets
 * @param amplitude what the network's outputs are multiplied by
 * @param squaredError of y, over all samples and components, with the base alone
 */
record PatchTarget(int patch, TrainingPoints points, float amplitude, double squaredError) {}
