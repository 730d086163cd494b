package dev.sirencast.trainer.rate;

import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.engine.BatchSampler;
import dev.sirencast.trainer.engine.CosineSchedule;
import dev.sirencast.trainer.engine.LossDecibels;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.engine.StepEngine;
import dev.sirencast.trainer.engine.StepProblem;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One run of rate tuning: {@code 10 log10(L) + lambda bits / weights}, L the reconstruction loss of
 * weights that a quantiser's step of noise is added to or, towards the end, that are rounded. The
 * steps move against each other by its gradient; together they are kept at the bits aimed at.
 *
 * <p>Either way the network sees {@code w + step u}, with u in [-1/2, 1/2] the noise or the
 * rounding error, so that a gradient by what it sees is one by w, and u times it one by the step.
 */
final class RateTuningRun {
  private static final int WARM_UP = 50;

  /** Gradient steps between two measurements of the symbols; fewer where the run is nearly over. */
  private static final int MEASURE_EVERY = 40;

  private static final int MEASURE_EVERY_AT_THE_END = 8;
  private static final double NEARLY_OVER = 0.9;

  /** Bits a weight that a run begins with, but for those whose aim is far below. */
  private static final double MIN_START_BITS = 3;

  /**
   * Bits a weight below which code lengths are those of a normal density. Where nearly all symbols
   * are -1, 0 and 1, the coder's shape may as well be uniform, which pulls nothing inside it
   * towards zero: at 1.2 bits a weight a 256-wide network tuned with it is 0.7 dB worse, while at 3
   * bits a 28-wide one is 0.3 dB better.
   */
  private static final double MIN_SHAPED_BITS = 1.5;

  private static final double MAX_START_OVER_AIM = 1.7;
  private static final int REFINEMENTS = 4;

  /** How far below the budget is aimed: what is reached lies on both sides of it. */
  private static final double MARGIN = 0.001;

  private static final double MIN_MARGIN_BYTES = 2;

  private final StepEngine engine;
  private final RateTuning tuning;
  private final ParameterSpace space;
  private final @Nullable BatchSampler sampler;
  private final float[] byWeight;
  private final SplittableRandom random;
  private final TunedWeights weights;
  private final float[] rates;
  private final ScalarAdam weightAdam;
  private final StepControl control;
  private final int components;
  private final RateBudget budget;
  private final int sent;
  private final double startBits;
  private double aim;
  private double bitsPerWeight;
  private @Nullable RateTuned best;

  RateTuningRun(
      StepEngine engine,
      StepProblem problem,
      List<QuantizedTensor> rounded,
      RateBudget budget,
      RateTuning tuning) {
    this.engine = engine;
    this.budget = budget;
    this.tuning = tuning;
    this.space = problem.space();
    SirenArchitecture architecture = space.architecture();
    this.components = problem.signal().components();
    int points = problem.signal().grid().points();
    boolean full = tuning.batchSize() == 0 || tuning.batchSize() >= points;
    this.sampler = full ? null : new BatchSampler(tuning.seed(), points, tuning.batchSize());
    this.byWeight = new float[architecture.parameters()];
    this.random = new SplittableRandom(tuning.seed());
    this.rates = space.perTensor(space::rate);
    this.sent = Math.max(1, space.seeded().sentWeights(architecture));
    boolean fewBits = 8.0 * budget.bytes() < MIN_SHAPED_BITS * sent;
    this.weights = new TunedWeights(space, problem.initial(), rounded, fewBits);
    this.weightAdam = new ScalarAdam(weights.size());
    this.control = new StepControl(weights.tensors(), tuning.lambda());
    this.startBits = refine(measure(0));
  }

  /**
   * Makes the steps so fine that there is a network to begin with: what is left of a wide one at a
   * bit a weight is none.
   */
  private double refine(double coarse) {
    double bits = coarse;
    double wanted = Math.min(MIN_START_BITS, MAX_START_OVER_AIM * aim);
    for (int i = 0; i < REFINEMENTS && bits < wanted; i++) {
      weights.refine(wanted - bits);
      bits = measure(0);
    }
    return bits;
  }

  RateTuned run(RateTuningListener listener) {
    CosineSchedule schedule = new CosineSchedule(1, tuning.steps());
    int rounding = (int) Math.round(tuning.steps() * (1 - tuning.roundedShare()));
    int done = 0;
    while (done < tuning.steps() && !listener.stopRequested()) {
      double psnr =
          step(
              done >= rounding ? weights.rounded() : weights.noisy(random),
              aim(done),
              schedule.rate(done),
              Math.min(1, (done + 1.0) / WARM_UP));
      done++;
      int every = done < NEARLY_OVER * tuning.steps() ? MEASURE_EVERY : MEASURE_EVERY_AT_THE_END;
      if (done % every == 0 || done == tuning.steps()) {
        measure(done);
      }
      listener.onProgress(new RateTuningProgress(done, tuning.steps(), bitsPerWeight, psnr));
    }
    return Objects.requireNonNull(best);
  }

  /** The bits for each weight that are aimed at in a step. */
  private double aim(int done) {
    double falling = tuning.fallingShare() * tuning.steps();
    double left = falling > 0 ? Math.max(0, 1 - done / falling) : 0;
    return aim + left * Math.max(0, startBits - aim);
  }

  /**
   * Measures the symbols that the weights round to, keeps them if they are the best, and finds what
   * bits for each weight fit the budget. Returns their own.
   */
  private double measure(int done) {
    List<QuantizedTensor> tensors = weights.symbols();
    long bytes = budget.size().applyAsLong(tensors);
    float[] rounded = weights.rounded();
    double bits = 0;
    for (int tensor = 0; tensor < weights.tensors(); tensor++) {
      bits += weights.step(tensor) > 0 ? weights.length(tensor, rounded).bits() : 0;
    }
    double margin = Math.max(MIN_MARGIN_BYTES, MARGIN * budget.bytes());
    aim = Math.max(0.05, (8 * (budget.bytes() - margin - bytes) + bits) / sent);
    boolean met = bytes <= budget.bytes();
    double psnr = budget.psnr().applyAsDouble(decoded(tensors));
    if (best == null
        || met && !best.met()
        || met == best.met() && (met ? psnr > best.psnr() : bytes < best.bytes())) {
      best = new RateTuned(tensors, psnr, bytes, met, done);
    }
    return bits / sent;
  }

  private SirenWeights decoded(List<QuantizedTensor> tensors) {
    return new QuantizedNetwork(space.architecture(), tensors, space.seeded()).dequantize();
  }

  private double step(float[] seen, double wantedBits, double share, double warmth) {
    double[] gradient = new double[weights.size()];
    double reconstruction = reconstruction(seen, gradient);
    double[] byLogStep = new double[weights.tensors()];
    double bits = 0;
    double costs = 0;
    double saved = 0;
    double[] savings = new double[byLogStep.length];
    double price = control.lambda() / sent;
    for (int tensor = 0; tensor < byLogStep.length; tensor++) {
      double step = weights.step(tensor);
      if (step > 0) {
        double moved = moved(seen, gradient, tensor, step);
        CodeLength length = weights.length(tensor, seen);
        length.addTo(gradient, weights.first(tensor), price);
        bits += length.bits();
        byLogStep[tensor] = step * (moved + price * length.byStep());
        costs += step * moved;
        savings[tensor] = -step * length.byStep() / sent;
        saved += savings[tensor];
      }
    }
    bitsPerWeight = bits / sent;
    control.learn(costs, saved);
    double excess = bitsPerWeight - wantedBits;
    moveWeights(gradient, share * warmth);
    control.move(weights.logSteps(), byLogStep, savings, tuning.stepRate() * share, excess);
    return LossDecibels.of(reconstruction, components);
  }

  /** The derivative of the decibels by a step, through what it moves the weights by. */
  private double moved(float[] seen, double[] gradient, int tensor, double step) {
    double sum = 0;
    float[] values = weights.values();
    for (int i = weights.first(tensor); i < weights.first(tensor + 1); i++) {
      sum += gradient[i] * (seen[i] - values[i]) / step;
    }
    return sum;
  }

  /** Sets the gradient of the decibels and returns the reconstruction loss. */
  private double reconstruction(float[] seen, double[] gradient) {
    double loss = engine.reconstruction(seen, sampler == null ? null : sampler.next(), byWeight);
    double scale = 10 / Math.log(10) / loss;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = scale * byWeight[i];
    }
    return loss;
  }

  private void moveWeights(double[] gradient, double share) {
    double[] direction = weightAdam.direction(gradient);
    float[] values = weights.values();
    for (int i = 0; i < values.length; i++) {
      values[i] -= (float) (tuning.learningRate() * share * rates[i] * direction[i]);
    }
  }
}
