package dev.sirencast.receiver;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.WeightTensor;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as it arrived: symbols, and which of them are missing. Immutable and thread-safe.
 *
 * <p>Missing symbols read 0. Symbols out of packets with damaged bodies are there, and may be
 * wrong, but never larger than the tensor's largest.
 */
public final class ReceivedTensor {
  private final @Nullable QuantizedTensor tensor;
  private final WeightTensor values;
  private final BitSet missing;
  private final BitSet doubtful;
  private final byte[] unknownBits;
  private final boolean intact;

  private ReceivedTensor(
      @Nullable QuantizedTensor tensor,
      WeightTensor values,
      BitSet missing,
      BitSet doubtful,
      byte[] unknownBits,
      boolean intact) {
    this.tensor = tensor;
    this.values = values;
    this.missing = (BitSet) missing.clone();
    this.doubtful = (BitSet) doubtful.clone();
    this.unknownBits = unknownBits;
    this.intact = intact;
  }

  static ReceivedTensor of(
      QuantizedTensor tensor, BitSet missing, BitSet doubtful, byte[] unknownBits, boolean intact) {
    float[] values = new float[unknownBits.length];
    byte[] unknown = unknownBits.clone();
    for (int i = 0; i < values.length; i++) {
      unknown[i] = missing.get(i) ? 0 : unknown[i];
      values[i] = (tensor.symbol(i) + ((1 << unknown[i]) - 1) / 2f) * tensor.step();
    }
    WeightTensor middles = WeightTensor.of(tensor.rows(), tensor.columns(), values);
    return new ReceivedTensor(tensor, middles, missing, doubtful, unknown, intact);
  }

  static ReceivedTensor ofLossless(WeightTensor values, BitSet missing, boolean intact) {
    return new ReceivedTensor(null, values, missing, new BitSet(), new byte[values.size()], intact);
  }

  /**
   * The symbols, 0 where missing; bits that are not known are 0.
   *
   * @throws IllegalStateException if the weights travelled as they are
   */
  public QuantizedTensor tensor() {
    if (tensor == null) {
      throw new IllegalStateException("the weights of a lossless weight coding have no symbols");
    }
    return tensor;
  }

  /** The weights, 0 where missing, and the middle of what it may be where bits are not known. */
  public WeightTensor values() {
    return values;
  }

  /** Whether a symbol is missing. */
  public boolean isMissing(int index) {
    return missing.get(index);
  }

  /** How many of the lowest bits of a symbol that is not missing are not known. */
  public int unknownBits(int index) {
    return unknownBits[index];
  }

  /** The number of symbols that are there without some of their lowest bits. */
  public int coarse() {
    int coarse = 0;
    for (byte bits : unknownBits) {
      coarse += bits == 0 ? 0 : 1;
    }
    return coarse;
  }

  /** The number of missing symbols. */
  public int missing() {
    return missing.cardinality();
  }

  /** Whether a symbol is out of a packet with a damaged body. */
  public boolean isDoubtful(int index) {
    return doubtful.get(index);
  }

  /** The number of symbols out of packets with damaged bodies: most of them are right. */
  public int doubtful() {
    return doubtful.cardinality();
  }

  /** Whether all symbols are there and match the manifest's checksum. */
  public boolean isIntact() {
    return intact;
  }
}
