package dev.sirencast.experiments.lab;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.RobustMode;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingProgress;
import dev.sirencast.trainer.TrainingResult;
import dev.sirencast.trainer.loss.TrainingLoss;
import java.util.Optional;

/**
 * One network for the whole signal.
 *
 * @param objective what is minimised
 * @param mode what else {@code --robust} chooses; empty for the network of Sitzmann et al., all of
 *     it trained and sent
 */
record NetworkRecipe(TrainingLoss objective, Optional<RobustMode> mode) implements Recipe {

  static NetworkRecipe plain(TrainingLoss loss) {
    return new NetworkRecipe(loss, Optional.empty());
  }

  static NetworkRecipe robust(RobustMode mode) {
    return new NetworkRecipe(mode.loss(), Optional.of(mode));
  }

  @Override
  public String loss() {
    return objective.toString();
  }

  @Override
  public Trained train(Signal signal, TrainingJob job) {
    Settings settings = job.settings();
    Profile profile = settings.profile();
    SirenArchitecture architecture =
        architecture(profile.architecture(signal.grid(), signal.components()), signal.grid());
    TrainingOptions options =
        options(
            settings
                .training()
                .withSteps(profile.steps())
                .withLearningRate(profile.learningRate())
                .withBatchSize(profile.batch())
                .withTileSize(profile.tile())
                .withSeed(job.seed())
                .withThreads(job.threads()));
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onProgress(TrainingProgress progress) {
            job.steps().accept(progress.step());
          }
        };
    TrainingResult result = SirenTrainer.train(signal, architecture, options, listener);
    return SingleNetwork.of(
        signal, result, mode.map(robust -> robust.noise().middle()).orElse(WeightNoise.NONE));
  }

  /** The network for a signal on this grid. */
  private SirenArchitecture architecture(SirenArchitecture common, CoordinateGrid grid) {
    return mode.map(robust -> robust.architecture(common, grid)).orElse(common);
  }

  private TrainingOptions options(TrainingOptions common) {
    return mode.map(robust -> robust.options(common)).orElse(common.withLoss(objective));
  }
}
