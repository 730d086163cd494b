package dev.sirencast.cli.reproduce;

import dev.sirencast.siren.WeightNoise;

/**
 * What was measured of one method on one signal under one noise.
 *
 * @param subject name of the signal
 * @param method how the network was trained
 * @param loss the loss as the trainer prints it
 * @param noise the noise it was measured under
 * @param measurement the decibels
 */
record Row(
    String subject, Method method, String loss, WeightNoise noise, Measurement measurement) {}
