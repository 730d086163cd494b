package dev.sirencast.trainer;

import ai.djl.ndarray.NDManager;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One run of rate tuning: {@code 10 log10(L) + lambda bits / weights}, L the reconstruction loss of
 * weights that a quantiser's step of noise is added to or, towards the end, that are rounded.
 *
 * <p>Either way the network sees {@code w + step u}, with u in [-1/2, 1/2] the noise or the
 * rounding error, so that a gradient by what it sees is one by w, and u times it one by the step.
 */
final class RateTuningRun {
  private static final int TILE = 1024;
  private static final double LAMBDA_RATE = 0.02;

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
  private final ScalarAdam stepAdam;
  private final int components;
  private double lambda;
  private double bitsPerWeight;

  RateTuningRun(
      NDManager manager,
      Signal target,
      SirenWeights start,
      SeededTensors seeded,
      List<QuantizedTensor> rounded,
      RateTuning tuning) {
    this.manager = manager;
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
    this.stepAdam = new ScalarAdam(logSteps.length);
    this.lambda = tuning.lambda();
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
      double psnr = step(seen(done >= rounding), schedule.rate(done));
      done++;
      listener.onProgress(
          new TrainingProgress(done, tuning.steps(), bitsPerWeight, psnr, Double.NaN));
    }
    return result(done);
  }

  /** What the network sees: the weights with noise, or rounded. */
  private float[] seen(boolean rounded) {
    float[] seen = weights.clone();
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      double step = Math.exp(logSteps[tensor]);
      for (int i = offsets[tensor]; step > 0 && i < offsets[tensor + 1]; i++) {
        seen[i] =
            rounded
                ? (float) (step * Math.rint(weights[i] / step))
                : (float) (weights[i] + step * (random.nextDouble() - 0.5));
      }
    }
    return seen;
  }

  private double step(float[] seen, double share) {
    double[] gradient = new double[weights.length];
    double reconstruction = reconstruction(seen, gradient);
    double[] byLogStep = new double[logSteps.length];
    double bits = 0;
    int sent = Math.max(1, space.seeded().sentWeights(space.architecture()));
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      double step = Math.exp(logSteps[tensor]);
      if (step > 0) {
        double moved = moved(seen, gradient, tensor, step);
        CodeLength length =
            new CodeLength(
                seen, weights, offsets[tensor], offsets[tensor + 1], step, lambda / sent, gradient);
        bits += length.bits();
        byLogStep[tensor] = step * (moved + lambda / sent * length.byStep());
      }
    }
    bitsPerWeight = bits / sent;
    if (tuning.bitsPerWeight() > 0) {
      lambda *=
          Math.exp(LAMBDA_RATE * Math.max(-1, Math.min(1, bitsPerWeight - tuning.bitsPerWeight())));
      lambda = Math.max(1e-3, Math.min(60, lambda));
    }
    update(gradient, byLogStep, share);
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
      FoldedNetwork network = parameters.withValues(scope.create(seen)).network(scope);
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

  private void update(double[] gradient, double[] byLogStep, double share) {
    double[] direction = weightAdam.direction(gradient);
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= (float) (tuning.learningRate() * share * rates[i] * direction[i]);
    }
    double[] stepDirection = stepAdam.direction(byLogStep);
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      logSteps[tensor] -= tuning.stepRate() * share * stepDirection[tensor];
    }
  }

  private RateTuned result(int done) {
    float[] rounded = seen(true);
    List<QuantizedTensor> tensors = new ArrayList<>();
    SirenArchitecture architecture = space.architecture();
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      tensors.add(
          symbols(
              architecture.rows(tensor / 2), SirenWeights.columns(architecture, tensor), tensor));
    }
    double psnr;
    try (NDManager scope = manager.newSubManager()) {
      FoldedNetwork network = parameters.withValues(scope.create(rounded)).network(scope);
      psnr = GridPsnr.decibels(network, points.grid());
    }
    return new RateTuned(
        tensors, SirenWeights.ofFlat(architecture, weights), psnr, bitsPerWeight, done);
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
