package dev.sirencast.experiments.lab;

import dev.sirencast.trainer.TrainingResult;

/**
 * A trained network.
 *
 * @param result the network
 * @param clean its PSNR without noise, in dB
 * @param failure what went wrong, empty if nothing
 */
record Trained(TrainingResult result, double clean, String failure) {}
