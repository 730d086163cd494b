package dev.sirencast.trainer.plain;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.cpu.NetworkPass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.engine.StepLoss;
import dev.sirencast.trainer.loss.TrainingLoss;

/** What the engine in plain Java finds of a loss at some weights, on all points. */
public final class PlainGradients {
  private PlainGradients() {}

  /** The loss, and its gradient. */
  public static final class Found {
    private final StepLoss loss;
    private final float[] gradient;

    private Found(StepLoss loss, float[] gradient) {
      this.loss = loss;
      this.gradient = gradient;
    }

    public StepLoss loss() {
      return loss;
    }

    public float[] gradient() {
      return gradient;
    }
  }

  public static Found of(
      ParameterSpace space,
      TrainingLoss loss,
      Signal signal,
      SirenWeights weights,
      NoisePool noise) {
    TrainingPoints points = TrainingPoints.of(signal);
    SquaredError error = new SquaredError(new NetworkPass(space.architecture(), Runnable::run, 1));
    PlainObjective objective = loss.as(new PlainObjectives(error, space, Runnable::run, 1));
    float[] gradient = new float[space.architecture().parameters()];
    StepLoss found =
        objective.evaluate(
            weights.toFlatArray(), new PlainStep(points, points.count(), noise, 0), gradient);
    return new Found(found, gradient);
  }
}
