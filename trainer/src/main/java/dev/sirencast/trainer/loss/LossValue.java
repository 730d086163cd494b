package dev.sirencast.trainer.loss;

/** A loss by its factors: two are equal where these are, and a loss prints them. */
sealed interface LossValue extends TrainingLoss {
  /** The most pairs of draws. */
  int MAX_PAIRS = 64;

  private static void requireFactor(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be 0 or more and finite, got " + value);
    }
  }

  record MeanSquaredError() implements LossValue {
    @Override
    public <T> T as(LossCases<T> cases) {
      return cases.mse();
    }

    @Override
    public String toString() {
      return "mse";
    }
  }

  record GradientNorm(double lambda) implements LossValue {
    public GradientNorm {
      requireFactor("lambda", lambda);
    }

    @Override
    public <T> T as(LossCases<T> cases) {
      return cases.gradientNorm(lambda);
    }

    @Override
    public String toString() {
      return "gradient-norm(" + lambda + ")";
    }
  }

  record GradientNormDifference(double lambda) implements LossValue {
    public GradientNormDifference {
      requireFactor("lambda", lambda);
    }

    @Override
    public <T> T as(LossCases<T> cases) {
      return cases.gradientNormDifference(lambda);
    }

    @Override
    public String toString() {
      return "gradient-norm-fd(" + lambda + ")";
    }
  }

  record GradientNormEq9(double lambda) implements LossValue {
    public GradientNormEq9 {
      requireFactor("lambda", lambda);
    }

    @Override
    public <T> T as(LossCases<T> cases) {
      return cases.gradientNormEq9(lambda);
    }

    @Override
    public String toString() {
      return "gradient-norm-eq9(" + lambda + ")";
    }
  }

  record L1(double factor) implements LossValue {
    public L1 {
      requireFactor("the factor of l1", factor);
    }

    @Override
    public <T> T as(LossCases<T> cases) {
      return cases.l1(factor);
    }

    @Override
    public String toString() {
      return "l1(" + factor + ")";
    }
  }

  record Lipschitz(double beta) implements LossValue {
    public Lipschitz {
      requireFactor("beta", beta);
    }

    @Override
    public <T> T as(LossCases<T> cases) {
      return cases.lipschitz(beta);
    }

    @Override
    public String toString() {
      return "lipschitz(" + beta + ")";
    }
  }

  record NoiseAware(TrainingNoise noise, boolean antithetic) implements LossValue {
    @Override
    public <T> T as(LossCases<T> cases) {
      return cases.noiseAware(noise, antithetic);
    }

    @Override
    public String toString() {
      return "noise-aware(" + noise + (antithetic ? ", antithetic" : "") + ")";
    }
  }

  record LocalReparameterization(TrainingNoise noise, int pairs) implements LossValue {
    public LocalReparameterization {
      if (pairs < 0 || pairs > MAX_PAIRS) {
        throw new IllegalArgumentException("pairs must be 0 to " + MAX_PAIRS + ", got " + pairs);
      }
    }

    @Override
    public <T> T as(LossCases<T> cases) {
      return cases.localReparameterization(noise, pairs);
    }

    @Override
    public String toString() {
      return "local-noise(" + noise + (pairs == 0 ? "" : ", " + pairs + " pairs") + ")";
    }
  }

  record Moments(TrainingNoise noise) implements LossValue {
    @Override
    public <T> T as(LossCases<T> cases) {
      return cases.moments(noise);
    }

    @Override
    public String toString() {
      return "moments(" + noise + ")";
    }
  }
}
