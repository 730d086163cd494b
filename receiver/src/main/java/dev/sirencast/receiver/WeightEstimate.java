package dev.sirencast.receiver;

import dev.sirencast.siren.SirenWeights;

/**
 * All weights of a network, and how well they are known. Immutable and thread-safe.
 *
 * @param weights the estimates
 * @param variances the expected square of each one's error, 0 where it is exact
 */
record WeightEstimate(SirenWeights weights, SirenWeights variances) {}
