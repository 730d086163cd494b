package dev.sirencast.experiments.lab;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.RobustMode;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.loss.TrainingLoss;
import java.util.Optional;

/**
 * What tells one training from another on the same signal. Two equal recipes give the same weights.
 *
 * @param loss what is minimised
 * @param mode what else {@code --robust} chooses; empty for the network of Sitzmann et al., all of
 *     it trained and sent
 */
public record Recipe(TrainingLoss loss, Optional<RobustMode> mode) {

  static Recipe plain(TrainingLoss loss) {
    return new Recipe(loss, Optional.empty());
  }

  static Recipe robust(RobustMode mode) {
    return new Recipe(mode.loss(), Optional.of(mode));
  }

  /** The network for a signal on this grid. */
  SirenArchitecture architecture(SirenArchitecture common, CoordinateGrid grid) {
    return mode.map(robust -> robust.architecture(common, grid)).orElse(common);
  }

  /** The options of its training. */
  TrainingOptions options(TrainingOptions common) {
    return mode.map(robust -> robust.options(common)).orElse(common.withLoss(loss));
  }
}
