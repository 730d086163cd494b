package dev.sirencast.cli.demo;

import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.TrialStatistics;
import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.WeightPerturbation;
import dev.sirencast.trainer.TrainingResult;

/**
 * One of the demo's two networks, its weights as they are and under analogue noise.
 *
 * @param training the network
 * @param noise what hit its weights
 * @param clean the picture without noise
 * @param noisy the picture that is left, in the first draw
 * @param cleanPsnr PSNR without noise
 * @param psnr PSNR of {@code noisy}
 * @param simulated PSNR over several draws
 */
record DemoNoise(
    TrainingResult training,
    WeightPerturbation noise,
    Signal clean,
    Signal noisy,
    double cleanPsnr,
    double psnr,
    TrialStatistics simulated) {

  /** Draws the noise several times. */
  static DemoNoise of(
      Signal card, TrainingResult training, WeightPerturbation noise, int draws, long seed) {
    SignalDescription description = SignalDescription.of(card);
    double[] decibels = new double[draws];
    Signal first = card;
    for (int draw = 0; draw < draws; draw++) {
      SirenWeights weights =
          noise.apply(training.weights(), training.seeded(), DerivedSeed.of(seed, draw));
      Signal picture = Reconstruction.of(weights, description);
      decibels[draw] = Psnr.decibels(card, picture);
      first = draw == 0 ? picture : first;
    }
    Signal clean = Reconstruction.of(training.weights(), description);
    return new DemoNoise(
        training,
        noise,
        clean,
        first,
        Psnr.decibels(card, clean),
        decibels[0],
        TrialStatistics.of(decibels));
  }
}
