package dev.sirencast.trainer;

import ai.djl.ndarray.NDManager;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.loss.LossGradient;
import dev.sirencast.trainer.loss.Objective;
import dev.sirencast.trainer.loss.Step;
import dev.sirencast.trainer.network.Adam;
import dev.sirencast.trainer.network.Batch;
import dev.sirencast.trainer.network.BatchSampler;
import dev.sirencast.trainer.network.CosineSchedule;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.GridPsnr;
import dev.sirencast.trainer.network.NoiseSource;
import dev.sirencast.trainer.network.ParameterSpace;
import dev.sirencast.trainer.network.ParameterViews;
import dev.sirencast.trainer.network.SignalPoints;
import dev.sirencast.trainer.network.TrainedParameters;
import org.jspecify.annotations.Nullable;

/**
 * One training run: its state and its loop.
 *
 * <p>Every step has a manager of its own, closed at its end, so that memory stays flat; only the
 * points, the parameters and the optimiser's moments live as long as the run.
 */
final class TrainingRun {
  private final NDManager manager;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final Objective objective;
  private final int components;
  private final SignalPoints points;
  private final ParameterSpace space;
  private final TrainedParameters parameters;
  private final BestWeights best;
  private final Adam adam;
  private final WeightAverage average;
  private final NoiseSource noise;
  private final RunIdentity run;
  private final CosineSchedule schedule;
  private final @Nullable BatchSampler sampler;
  private final EvaluationSchedule evaluations;

  private int stepsDone;
  private double trainingLoss = Double.NaN;
  private double batchPsnr = Double.NaN;
  private double gridPsnr = Double.NaN;

  /**
   * @param manager owner of the run's arrays, closed by the caller after the run
   */
  TrainingRun(
      NDManager manager,
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      TrainingListener listener) {
    this.manager = manager;
    this.options = options;
    this.listener = listener;
    // Every loss is an objective: the sealed interface permits nothing else.
    this.objective = (Objective) options.loss();
    this.components = signal.components();
    this.points = new SignalPoints(manager, signal, options.tileSize());
    this.space =
        new ParameterSpace(architecture, options.seeding().tensors(architecture, options.seed()));
    this.parameters =
        new TrainedParameters(
            manager,
            space,
            options
                .initialScale()
                .apply(SirenInitializer.initialize(architecture, options.seed()), space.seeded()));
    this.best = new BestWeights(parameters.toWeights());
    this.adam = new Adam(manager, parameters.flat(), parameters.rates());
    this.average = new WeightAverage(parameters, options.emaDecay());
    int tile = Math.min(options.tileSize(), points.points());
    this.noise =
        new NoiseSource(
            manager,
            options.seed(),
            Math.max(
                architecture.parameters(),
                Math.multiplyExact(tile, architecture.hiddenFeatures())));
    this.schedule = new CosineSchedule(options.learningRate(), options.steps());
    boolean full = options.batchSize() == 0 || options.batchSize() >= points.points();
    this.sampler =
        full ? null : new BatchSampler(options.seed(), points.points(), options.batchSize());
    this.run = RunIdentity.of(signal, architecture, options);
    this.evaluations =
        EvaluationSchedule.of(
            options.steps(), points.points(), full ? points.points() : options.batchSize());
  }

  /**
   * Goes to where a checkpoint stood.
   *
   * @throws IllegalArgumentException if it is of another run
   */
  void restore(TrainingCheckpoint checkpoint) {
    run.require(checkpoint.run());
    stepsDone = checkpoint.step();
    trainingLoss = checkpoint.trainingLoss();
    gridPsnr = checkpoint.gridPsnr();
    ParameterViews.fill(parameters.flat(), checkpoint.parameters());
    adam.restore(checkpoint.step(), checkpoint.adamMean(), checkpoint.adamVariance());
    average.restore(checkpoint.step(), checkpoint.average());
    best.restore(
        checkpoint.bestPsnr(), SirenWeights.ofFlat(space.architecture(), checkpoint.best()));
    if (sampler != null) {
      sampler.seek(stepsDone);
    }
  }

  private TrainingCheckpoint checkpoint() {
    return new TrainingCheckpoint(
        run,
        stepsDone,
        trainingLoss,
        gridPsnr,
        best.psnr(),
        parameters.flat().toFloatArray(),
        adam.mean(),
        adam.variance(),
        average.parameters().flat().toFloatArray(),
        best.weights().toFlatArray());
  }

  private Batch batch(NDManager scope) {
    return sampler == null ? points.grid() : points.select(scope, sampler.next());
  }

  /** Runs to the last step, or until the listener or the loss ends it. */
  TrainingResult train() {
    TrainingOutcome outcome = TrainingOutcome.COMPLETED;
    while (stepsDone < options.steps() && outcome == TrainingOutcome.COMPLETED) {
      if (listener.stopRequested()) {
        outcome = TrainingOutcome.STOPPED;
        listener.onCheckpoint(checkpoint());
      } else if (gridPsnr >= options.targetPsnr()) {
        outcome = TrainingOutcome.TARGET_REACHED;
      } else if (!step()) {
        outcome = TrainingOutcome.DIVERGED;
      } else if (listener.checkpointRequested()) {
        listener.onCheckpoint(checkpoint());
      }
    }
    if (!evaluations.isDue(stepsDone)) {
      evaluate();
    }
    return result(outcome);
  }

  /** Takes one step, unless the loss before it is not finite. */
  private boolean step() {
    try (NDManager scope = manager.newSubManager()) {
      noise.seek(stepsDone);
      Step step =
          new Step(
              parameters.network(scope), batch(scope), noise, stepsDone / (double) options.steps());
      LossGradient loss = objective.evaluate(step);
      trainingLoss = loss.value();
      batchPsnr = GridPsnr.ofSquaredError(loss.reconstruction(), components);
      if (!Double.isFinite(trainingLoss)) {
        return false;
      }
      adam.step(loss.gradient(), schedule.rate(stepsDone));
    }
    stepsDone++;
    average.update();
    if (evaluations.isDue(stepsDone)) {
      evaluate();
    }
    listener.onProgress(
        new TrainingProgress(stepsDone, options.steps(), trainingLoss, batchPsnr, gridPsnr));
    return true;
  }

  private void evaluate() {
    TrainedParameters averaged = average.parameters();
    gridPsnr = decibels(averaged);
    best.offer(gridPsnr, averaged::toWeights);
  }

  private double decibels(TrainedParameters evaluated) {
    try (NDManager scope = manager.newSubManager()) {
      return objective.decibels(evaluated.network(scope), points.grid(), noise);
    }
  }

  /** The best weights' PSNR. Initial weights that nothing has replaced were not evaluated yet. */
  private double bestPsnr() {
    return best.psnr() > Double.NEGATIVE_INFINITY
        ? best.psnr()
        : decibels(new TrainedParameters(manager, space, best.weights()));
  }

  private TrainingResult result(TrainingOutcome outcome) {
    String device = DjlEngine.name(manager.getDevice());
    return new TrainingResult(
        best.weights(),
        space.seeded(),
        bestPsnr(),
        outcome,
        stepsDone,
        trainingLoss,
        device,
        options.seed());
  }
}
