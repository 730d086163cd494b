package dev.sirencast.format;

import dev.sirencast.entropy.SymbolModel;
import dev.sirencast.format.checksum.Crc32c;
import dev.sirencast.quantization.QuantizedTensor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How a tensor's symbols are to be read.
 *
 * @param bits bits of a symbol, {@value QuantizedTensor#MIN_BITS} to {@value
 *     QuantizedTensor#MAX_BITS}
 * @param step value of symbol 1, 0 or more, and 2^bits steps are finite; 0 where weights travel as
 *     they are
 * @param checksum CRC32C of the symbols, each as a big-endian 16-bit two's complement number; 0
 *     where the manifest has a single one of all tensors
 * @param model how likely the symbols are; only the entropy coding asks
 */
public record TensorLayout(int bits, float step, int checksum, SymbolModel model) {
  /** The model where nobody asks for one. */
  public static final SymbolModel NO_MODEL = new SymbolModel(0, 0);

  /** A tensor that is not sent. */
  public static final TensorLayout SEEDED =
      new TensorLayout(QuantizedTensor.MIN_BITS, 0, 0, NO_MODEL);

  /** Checks the ranges. */
  public TensorLayout {
    if (bits < QuantizedTensor.MIN_BITS || bits > QuantizedTensor.MAX_BITS) {
      throw new IllegalArgumentException("a symbol has 2 to 16 bits, got " + bits);
    }
    // Twice the largest symbol: what is not known of one may be as much as half of it.
    if (!(step >= 0 && step * (1 << bits) <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a step is 0 or more, and all symbols stand for finite values, got "
              + step
              + " for "
              + bits
              + " bits");
    }
  }

  /** Returns the layout of a tensor. */
  public static TensorLayout of(QuantizedTensor tensor, SymbolModel model) {
    return new TensorLayout(tensor.bits(), tensor.step(), checksum(tensor.toArray()), model);
  }

  /** Returns the layout of a tensor whose weights travel as they are. */
  public static TensorLayout ofLossless(short[] symbols) {
    return new TensorLayout(QuantizedTensor.MAX_BITS, 0, checksum(symbols), NO_MODEL);
  }

  /** This layout without a checksum of its own. */
  public TensorLayout withoutChecksum() {
    return new TensorLayout(bits, step, 0, model);
  }

  /**
   * The CRC32C of symbols, one array after another, each as a big-endian 16-bit two's complement
   * number.
   */
  public static int checksum(short[]... tensors) {
    int size = Arrays.stream(tensors).mapToInt(symbols -> symbols.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(2 * size);
    for (short[] symbols : tensors) {
      for (short symbol : symbols) {
        bytes.putShort(symbol);
      }
    }
    return Crc32c.of(bytes.array(), 0, bytes.capacity());
  }
}
