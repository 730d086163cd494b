package dev.sirencast.entropy;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.SplittableRandom;

/** Symbols as trained weights have them: about normal, as sums of twelve uniform numbers. */
final class GaussianSymbols {
  private GaussianSymbols() {}

  static QuantizedTensor tensor(
      int rows, int columns, int bits, double deviation, SplittableRandom random) {
    int most = (1 << (bits - 1)) - 1;
    short[] symbols = new short[rows * columns];
    for (int i = 0; i < symbols.length; i++) {
      double sum = random.doubles(12).sum() - 6;
      symbols[i] = (short) Math.max(-most, Math.min(most, Math.round(sum * deviation)));
    }
    return QuantizedTensor.of(rows, columns, bits, 0.001f, symbols);
  }
}
