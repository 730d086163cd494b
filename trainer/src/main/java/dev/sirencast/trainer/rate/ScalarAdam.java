package dev.sirencast.trainer.rate;

/** {@code Adam} on an array of the JVM's, for the few parameters that no engine needs to see. */
final class ScalarAdam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double[] mean;
  private final double[] variance;
  private int steps;

  ScalarAdam(int size) {
    mean = new double[size];
    variance = new double[size];
  }

  /** Returns what the parameters are to be lowered by, in units of the rate. */
  double[] direction(double[] gradient) {
    steps++;
    double meanCorrection = 1 - Math.pow(BETA1, steps);
    double varianceCorrection = 1 - Math.pow(BETA2, steps);
    double[] direction = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] += (1 - BETA1) * (gradient[i] - mean[i]);
      variance[i] += (1 - BETA2) * (gradient[i] * gradient[i] - variance[i]);
      direction[i] =
          mean[i] / meanCorrection / (Math.sqrt(variance[i] / varianceCorrection) + EPSILON);
    }
    return direction;
  }
}
