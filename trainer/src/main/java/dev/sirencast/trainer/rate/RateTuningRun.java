package dev.sirencast.trainer.rate;

import ai.djl.ndarray.NDManager;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingProgress;
import dev.sirencast.trainer.network.Batch;
import dev.sirencast.trainer.network.BatchPass;
import dev.sirencast.trainer.network.BatchSampler;
import dev.sirencast.trainer.network.CosineSchedule;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.GridPsnr;
import dev.sirencast.trainer.network.ParameterSpace;
import dev.sirencast.trainer.network.SignalPoints;
import dev.sirencast.trainer.network.TrainedParameters;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int TILE = 1024;
  private static final int WARM_UP = 50;

  /** Gradient steps between two looks at the symbols; fewer where the run is nearly over. */
  private static final int LOOK = 40;

  private static final int LAST_LOOK = 8;
  private static final double NEARLY_OVER = 0.9;

  /** Bits a weight that a run begins with, but for those whose aim is far below. */
  private static final double ENOUGH_BITS = 3;

  private static final double MOST_REFINED = 1.7;
  private static final int REFINEMENTS = 4;

  /** What is aimed at, as a share of the budget: what is reached lies on both sides of it. */
  private static final double AIM = 0.999;

  private final NDManager manager;
  private final RateTuning tuning;
  private final ParameterSpace space;
  private final SignalPoints points;
  private final @Nullable BatchSampler sampler;
  private final TrainedParameters parameters;
  private final SplittableRandom random;
  private final int[] offsets;
  private final float[] weights;
  private final double[] logSteps;
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
      NDManager manager,
      Signal target,
      SirenWeights start,
      SeededTensors seeded,
      List<QuantizedTensor> rounded,
      RateBudget budget,
      RateTuning tuning) {
    this.manager = manager;
    this.budget = budget;
    this.tuning = tuning;
    SirenArchitecture architecture = start.architecture();
    this.space = new ParameterSpace(architecture, seeded);
    this.points = new SignalPoints(manager, target, TILE);
    this.components = target.components();
    boolean full = tuning.batchSize() == 0 || tuning.batchSize() >= points.points();
    this.sampler =
        full ? null : new BatchSampler(tuning.seed(), points.points(), tuning.batchSize());
    SirenWeights filled = seeded.fill(start);
    this.parameters = new TrainedParameters(manager, space, filled);
    this.random = new SplittableRandom(tuning.seed());
    this.weights = filled.toFlatArray();
    this.rates = space.perTensor(space::rate);
    this.offsets = offsets(filled);
    this.logSteps = new double[architecture.tensors()];
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      float step = rounded.get(tensor).step();
      logSteps[tensor] = step > 0 ? Math.log(step) : Double.NEGATIVE_INFINITY;
    }
    this.weightAdam = new ScalarAdam(weights.length);
    this.control = new StepControl(logSteps.length, tuning.lambda());
    this.sent = Math.max(1, seeded.sentWeights(architecture));
    this.startBits = refine(look(0));
  }

  /**
   * Makes the steps so fine that there is a network to begin with: what is left of a wide one at a
   * bit a weight is none.
   */
  private double refine(double coarse) {
    double bits = coarse;
    double wanted = Math.min(ENOUGH_BITS, MOST_REFINED * aim);
    for (int i = 0; i < REFINEMENTS && bits < wanted; i++) {
      for (int tensor = 0; tensor < logSteps.length; tensor++) {
        logSteps[tensor] -= Math.log(2) * (wanted - bits);
      }
      bits = look(0);
    }
    return bits;
  }

  private static int[] offsets(SirenWeights weights) {
    int[] offsets = new int[weights.tensors().size() + 1];
    for (int tensor = 0; tensor < offsets.length - 1; tensor++) {
      offsets[tensor + 1] = offsets[tensor] + weights.tensors().get(tensor).size();
    }
    return offsets;
  }

  RateTuned run(TrainingListener listener) {
    CosineSchedule schedule = new CosineSchedule(1, tuning.steps());
    int rounding = (int) Math.round(tuning.steps() * (1 - tuning.roundedShare()));
    int done = 0;
    while (done < tuning.steps() && !listener.stopRequested()) {
      double psnr =
          step(
              seen(done >= rounding),
              aim(done),
              schedule.rate(done),
              Math.min(1, (done + 1.0) / WARM_UP));
      done++;
      int every = done < NEARLY_OVER * tuning.steps() ? LOOK : LAST_LOOK;
      if (done % every == 0 || done == tuning.steps()) {
        look(done);
      }
      listener.onProgress(
          new TrainingProgress(done, tuning.steps(), bitsPerWeight, psnr, Double.NaN));
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
  private double look(int done) {
    List<QuantizedTensor> tensors = symbols();
    long bytes = budget.size().applyAsLong(tensors);
    float[] rounded = seen(true);
    double bits = 0;
    double[] ignored = new double[weights.length];
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      double step = Math.exp(logSteps[tensor]);
      if (step > 0) {
        bits +=
            new CodeLength(rounded, rounded, offsets[tensor], offsets[tensor + 1], step, 0, ignored)
                .bits();
      }
    }
    aim = Math.max(0.05, (8.0 * (AIM * budget.bytes() - bytes) + bits) / sent);
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

  /** What the network sees: the weights with noise, or rounded; none of what has no step. */
  private float[] seen(boolean rounded) {
    float[] seen = weights.clone();
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      double step = Math.exp(logSteps[tensor]);
      if (step == 0 && space.isSent(tensor)) {
        Arrays.fill(seen, offsets[tensor], offsets[tensor + 1], 0);
      }
      for (int i = offsets[tensor]; step > 0 && i < offsets[tensor + 1]; i++) {
        seen[i] =
            rounded
                ? (float) (step * Math.rint(weights[i] / step))
                : (float) (weights[i] + step * (random.nextDouble() - 0.5));
      }
    }
    return seen;
  }

  private double step(float[] seen, double wantedBits, double share, double warmth) {
    double[] gradient = new double[weights.length];
    double reconstruction = reconstruction(seen, gradient);
    double[] byLogStep = new double[logSteps.length];
    double bits = 0;
    double costs = 0;
    double saved = 0;
    double[] savings = new double[logSteps.length];
    double price = control.lambda() / sent;
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      double step = Math.exp(logSteps[tensor]);
      if (step > 0) {
        double moved = moved(seen, gradient, tensor, step);
        CodeLength length =
            new CodeLength(
                seen, weights, offsets[tensor], offsets[tensor + 1], step, price, gradient);
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
    control.move(logSteps, byLogStep, savings, tuning.stepRate() * share, excess);
    return GridPsnr.ofSquaredError(reconstruction, components);
  }

  /** The derivative of the decibels by a step, through what it moves the weights by. */
  private double moved(float[] seen, double[] gradient, int tensor, double step) {
    double sum = 0;
    for (int i = offsets[tensor]; i < offsets[tensor + 1]; i++) {
      sum += gradient[i] * (seen[i] - weights[i]) / step;
    }
    return sum;
  }

  /** Sets the gradient of the decibels and returns the reconstruction loss. */
  private double reconstruction(float[] seen, double[] gradient) {
    try (NDManager scope = manager.newSubManager()) {
      Batch batch = sampler == null ? points.grid() : points.select(scope, sampler.next());
      FoldedParameters network = parameters.withValues(scope.create(seen)).network(scope);
      try (BatchPass pass = new BatchPass(network, batch, false)) {
        float[] byWeight = pass.gradient().toFloatArray();
        double scale = 10 / Math.log(10) / pass.reconstruction();
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] = scale * byWeight[i];
        }
        return pass.reconstruction();
      }
    }
  }

  private void moveWeights(double[] gradient, double share) {
    double[] direction = weightAdam.direction(gradient);
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= (float) (tuning.learningRate() * share * rates[i] * direction[i]);
    }
  }

  private List<QuantizedTensor> symbols() {
    List<QuantizedTensor> tensors = new ArrayList<>();
    SirenArchitecture architecture = space.architecture();
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      tensors.add(
          symbols(
              architecture.rows(tensor / 2), SirenWeights.columns(architecture, tensor), tensor));
    }
    return tensors;
  }

  private QuantizedTensor symbols(int rows, int columns, int tensor) {
    float step = (float) Math.exp(logSteps[tensor]);
    int peak = QuantizedTensor.peak(QuantizedTensor.MAX_BITS);
    short[] symbols = new short[rows * columns];
    int bits = QuantizedTensor.MIN_BITS;
    for (int i = 0; step > 0 && i < symbols.length; i++) {
      long nearest = Math.round(Math.rint((double) weights[offsets[tensor] + i] / step));
      symbols[i] = (short) Math.max(-peak, Math.min(peak, nearest));
      while (Math.abs(symbols[i]) > QuantizedTensor.peak(bits)) {
        bits++;
      }
    }
    return QuantizedTensor.of(rows, columns, bits, step, symbols);
  }
}
