package dev.sirencast.codec;

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
  private final boolean intact;

  private ReceivedTensor(
      @Nullable QuantizedTensor tensor,
      WeightTensor values,
      BitSet missing,
      BitSet doubtful,
      boolean intact) {
    this.tensor = tensor;
    this.values = values;
    this.missing = (BitSet) missing.clone();
    this.doubtful = (BitSet) doubtful.clone();
    this.intact = intact;
  }

  static ReceivedTensor of(
      QuantizedTensor tensor, BitSet missing, BitSet doubtful, boolean intact) {
    return new ReceivedTensor(tensor, tensor.dequantize(), missing, doubtful, intact);
  }

  static ReceivedTensor ofLossless(WeightTensor values, BitSet missing, boolean intact) {
    return new ReceivedTensor(null, values, missing, new BitSet(), intact);
  }

  /**
   * The symbols, 0 where missing.
   *
   * @throws IllegalStateException if the weights travelled as they are ({@link Lane#isLossless})
   */
  public QuantizedTensor tensor() {
    if (tensor == null) {
      throw new IllegalStateException("the weights of a lossless lane have no symbols");
    }
    return tensor;
  }

  /** The weights, 0 where missing. */
  public WeightTensor values() {
    return values;
  }

  /** Whether a symbol is missing. */
  public boolean isMissing(int index) {
    return missing.get(index);
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
