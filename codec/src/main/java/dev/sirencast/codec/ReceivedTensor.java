package dev.sirencast.codec;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.BitSet;

/**
 * A tensor as it arrived: symbols, and which of them are missing. Immutable and thread-safe.
 *
 * <p>Missing symbols read 0. Symbols out of packets with damaged bodies are there, and may be
 * wrong, but never larger than the tensor's largest.
 */
public final class ReceivedTensor {
  private final QuantizedTensor tensor;
  private final BitSet missing;
  private final BitSet doubtful;
  private final boolean intact;

  ReceivedTensor(QuantizedTensor tensor, BitSet missing, BitSet doubtful, int checksum) {
    this.tensor = tensor;
    this.missing = (BitSet) missing.clone();
    this.doubtful = (BitSet) doubtful.clone();
    this.intact = missing.isEmpty() && TensorLayout.checksum(tensor) == checksum;
  }

  /** The symbols, 0 where missing. */
  public QuantizedTensor tensor() {
    return tensor;
  }

  /** Whether a symbol is missing. */
  public boolean isMissing(int index) {
    return missing.get(index);
  }

  /** The number of missing symbols. */
  public int missing() {
    return missing.cardinality();
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
