package dev.sirencast.trainer;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.engine.BatchSampler;
import dev.sirencast.trainer.engine.CosineSchedule;
import dev.sirencast.trainer.engine.LossDecibels;
import dev.sirencast.trainer.engine.StepEngine;
import dev.sirencast.trainer.engine.StepLoss;
import dev.sirencast.trainer.engine.StepProblem;
import org.jspecify.annotations.Nullable;

/** One training run: its state and its loop, the same whichever engine computes the steps. */
final class TrainingRun {
  private final StepEngine engine;
  private final TrainingOptions options;
  private final TrainingEngine kind;
  private final TrainingListener listener;
  private final int components;
  private final SirenArchitecture architecture;
  private final StepProblem problem;
  private final BestWeights best;
  private final WeightAverage average;
  private final RunIdentity run;
  private final CosineSchedule schedule;
  private final @Nullable BatchSampler sampler;
  private final EvaluationSchedule evaluations;

  private int stepsDone;
  private double trainingLoss = Double.NaN;
  private double batchPsnr = Double.NaN;
  private double gridPsnr = Double.NaN;

  /**
   * @param engine at the problem's initial weights, closed by the caller after the run
   * @param kind which engine that is
   */
  TrainingRun(
      StepEngine engine,
      TrainingEngine kind,
      StepProblem problem,
      TrainingOptions options,
      TrainingListener listener) {
    this.engine = engine;
    this.kind = kind;
    this.problem = problem;
    this.options = options;
    this.listener = listener;
    Signal signal = problem.signal();
    this.components = signal.components();
    this.architecture = problem.space().architecture();
    this.best = new BestWeights(problem.initial());
    this.average = new WeightAverage(problem.initial().toFlatArray(), options.emaDecay());
    this.schedule = new CosineSchedule(options.learningRate(), options.steps());
    int points = signal.grid().points();
    boolean full = options.batchSize() == 0 || options.batchSize() >= points;
    this.sampler = full ? null : new BatchSampler(options.seed(), points, options.batchSize());
    this.run = RunIdentity.of(signal, architecture, options, kind);
    this.evaluations =
        EvaluationSchedule.of(options.steps(), points, full ? points : options.batchSize());
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
    engine.restore(
        stepsDone, checkpoint.parameters(), checkpoint.adamMean(), checkpoint.adamVariance());
    average.restore(stepsDone, checkpoint.average());
    best.restore(checkpoint.bestPsnr(), SirenWeights.ofFlat(architecture, checkpoint.best()));
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
        engine.weights(),
        engine.mean(),
        engine.variance(),
        evaluated(),
        best.weights().toFlatArray());
  }

  /** The weights that are evaluated: the average where there is one. */
  private float[] evaluated() {
    return average.isUsed() ? average.weights() : engine.weights();
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
    StepLoss loss =
        engine.step(
            stepsDone,
            sampler == null ? null : sampler.next(),
            schedule.rate(stepsDone),
            stepsDone / (double) options.steps());
    trainingLoss = loss.value();
    batchPsnr = LossDecibels.of(loss.reconstruction(), components);
    if (!Double.isFinite(trainingLoss)) {
      return false;
    }
    stepsDone++;
    if (average.isUsed()) {
      average.update(engine.weights());
    }
    if (evaluations.isDue(stepsDone)) {
      evaluate();
    }
    listener.onProgress(
        new TrainingProgress(stepsDone, options.steps(), trainingLoss, batchPsnr, gridPsnr));
    return true;
  }

  private void evaluate() {
    float[] weights = evaluated();
    gridPsnr = engine.decibels(weights);
    best.offer(gridPsnr, () -> SirenWeights.ofFlat(architecture, weights));
  }

  /** The best weights' PSNR. Initial weights that nothing has replaced were not evaluated yet. */
  private double bestPsnr() {
    return best.psnr() > Double.NEGATIVE_INFINITY
        ? best.psnr()
        : engine.decibels(best.weights().toFlatArray());
  }

  private TrainingResult result(TrainingOutcome outcome) {
    return new TrainingResult(
        best.weights(),
        problem.space().seeded(),
        bestPsnr(),
        outcome,
        stepsDone,
        trainingLoss,
        kind,
        engine.device(),
        options.seed());
  }
}
