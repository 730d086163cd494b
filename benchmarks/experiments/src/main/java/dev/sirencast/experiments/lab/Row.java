package dev.sirencast.experiments.lab;

import dev.sirencast.siren.noise.WeightNoise;

/**
 * What was measured of one method on one signal under one noise.
 *
 * @param subject name of the signal
 * @param method how the network was trained
 * @param loss the loss as the trainer prints it
 * @param noise the noise it was measured under
 * @param weights that are sent, the mean over the seeds
 * @param measurement the decibels
 */
public record Row(
    String subject,
    Method method,
    String loss,
    WeightNoise noise,
    long weights,
    Measurement measurement) {}
