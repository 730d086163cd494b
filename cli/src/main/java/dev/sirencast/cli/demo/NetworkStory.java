package dev.sirencast.cli.demo;

import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.TrainingResult;

/**
 * A picture as one network: sent without and with protection, and under noise on its weights.
 *
 * @param picture the original
 * @param training the network, which both streams carry
 * @param plain the stream without repair packets
 * @param shielded the protected stream
 * @param plainNoise the network under noise on its weights
 * @param robustNoise a network that was trained to stand that noise, under the same
 */
record NetworkStory(
    Signal picture,
    TrainingResult training,
    DemoStream plain,
    DemoStream shielded,
    DemoNoise plainNoise,
    DemoNoise robustNoise) {

  /** Bits of a hidden weight of the plain stream. */
  static final int PLAIN_BITS = 10;

  /** Those of the protected one, which spends the difference on repair packets. */
  static final int SHIELDED_BITS = 8;

  /** Bytes of repair packets over those of the stream without. */
  static final double OVERHEAD = 0.25;
}
