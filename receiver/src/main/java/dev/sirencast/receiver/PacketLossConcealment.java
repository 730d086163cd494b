package dev.sirencast.receiver;

import dev.sirencast.codec.ReceivedTensor;
import dev.sirencast.siren.WeightTensor;

/** Estimates the weights that are still missing once everything exact has been tried. */
final class PacketLossConcealment {
  private PacketLossConcealment() {}

  /** Returns a whole tensor, its missing weights replaced as {@code concealment} says. */
  static WeightTensor conceal(ReceivedTensor received, Concealment concealment) {
    WeightTensor tensor = received.values();
    if (received.missing() == 0 || concealment == Concealment.ZERO) {
      return tensor; // missing symbols read 0
    }
    float[] values = tensor.toArray();
    float mean = mean(received, values);
    for (int i = 0; i < values.length; i++) {
      if (received.isMissing(i)) {
        values[i] = mean;
      }
    }
    return WeightTensor.of(tensor.rows(), tensor.columns(), values);
  }

  private static float mean(ReceivedTensor received, float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value; // missing ones add 0
    }
    int there = values.length - received.missing();
    return there == 0 ? 0f : (float) (sum / there);
  }
}
