package dev.sirencast.experiments.lab;

import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import dev.sirencast.trainer.patch.PatchedSignalEncoder;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/**
 * A base and patches, as {@code encode --patches} trains them.
 *
 * @param noise that they are to withstand, or none
 * @param rounding of their stream, which also says how many weights there are
 * @param packets of their stream
 */
record PatchRecipe(WeightNoise noise, PatchRounding rounding, PacketizerOptions packets)
    implements Recipe {

  @Override
  public String loss() {
    return noise.isNone() ? "patches" : "patches(" + noise + ")";
  }

  @Override
  public Trained train(Signal signal, TrainingJob job) {
    PatchedSignalEncoder encoder =
        new PatchedSignalEncoder(
            options(signal, job),
            rounding,
            packets,
            Optional.empty(),
            ForkJoinPool.commonPool(),
            job.cpuThreads());
    int steps = job.settings().profile().steps();
    PatchTrainingListener listener =
        (done, patches) -> job.steps().accept((int) ((long) steps * done / patches));
    EncodedPatches encoded = encoder.encode(signal, listener);
    if (!encoded.met()) {
      throw new IllegalStateException("patches do not fit into " + encoded.asked() + " bytes");
    }
    return PatchedNetworks.of(signal, encoded, job.cpuThreads());
  }

  /** Under noise patches are trained by plain Java, whatever trains the others. */
  private PatchTrainingOptions options(Signal signal, TrainingJob job) {
    Settings settings = job.settings();
    PatchTrainingOptions usual =
        PatchTrainingOptions.of(signal).withEffort(settings.profile().patches().effort());
    return noise.isNone()
        ? usual.withSeed(job.seed()).withEngine(settings.engine(), settings.device())
        : usual.withNoise(TrainingNoise.of(noise)).withSeed(job.seed());
  }
}
