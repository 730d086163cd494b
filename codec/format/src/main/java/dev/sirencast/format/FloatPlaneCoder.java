package dev.sirencast.format;

import dev.sirencast.entropy.BytePlanes;
import dev.sirencast.format.GroupLayout.Run;
import dev.sirencast.quantization.Float16;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.List;

/**
 * Weights as they are, of 16 or 32 bits: the highest bytes of all of a packet's weights (sign and
 * exponent, which repeat) under zstd, then the next bytes of all, and so on, which no compressor
 * makes shorter. A body as long as its planes is not compressed.
 *
 * <p>A weight is held in one or two 16-bit symbols: all high halves of a tensor, then all low ones.
 */
public final class FloatPlaneCoder implements BodyCoder {
  private final WeightCoding coding;

  FloatPlaneCoder(WeightCoding coding) {
    this.coding = coding;
  }

  /**
   * Returns a tensor as symbols.
   *
   * @throws IllegalArgumentException if a weight is not finite or not one of the coding's
   */
  public static short[] symbols(WeightCoding coding, int id, WeightTensor tensor) {
    int size = tensor.size();
    short[] symbols = new short[size * coding.symbols()];
    for (int i = 0; i < size; i++) {
      float value = tensor.get(i);
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            SirenWeights.name(id) + " holds " + value + ", weights must be finite");
      }
      if (coding == WeightCoding.FLOAT_32) {
        int bits = Float.floatToRawIntBits(value);
        symbols[i] = (short) (bits >>> 16);
        symbols[size + i] = (short) bits;
      } else {
        int bits = Float16.exactBits(value);
        if (bits < 0) {
          throw new IllegalArgumentException(
              SirenWeights.name(id)
                  + " holds "
                  + value
                  + ", which has no 16 bits; expected float16 weights");
        }
        symbols[i] = (short) bits;
      }
    }
    return symbols;
  }

  /** The weight at an index of a tensor's symbols. */
  public static float value(WeightCoding coding, short[] symbols, int index) {
    return coding == WeightCoding.FLOAT_32
        ? Float.intBitsToFloat(symbols[index] << 16 | symbols[symbols.length / 2 + index] & 0xffff)
        : Float16.toFloat(symbols[index]);
  }

  @Override
  public byte[] encode(List<Run> runs, short[][] symbols) {
    byte[] planes = new byte[planeBytes(runs)];
    int at = 0;
    for (int half = 0; half < coding.symbols(); half++) {
      for (int shift = 8; shift >= 0; shift -= 8) {
        for (Run run : runs) {
          short[] values = symbols[run.tensor()];
          int index = run.start() + half * (values.length / coding.symbols());
          for (int i = 0; i < run.count(); i++, index += run.stride()) {
            planes[at++] = (byte) (values[index] >> shift);
          }
        }
      }
    }
    return BytePlanes.pack(planes, count(runs));
  }

  private static int count(List<Run> runs) {
    return runs.stream().mapToInt(Run::count).sum();
  }

  private int planeBytes(List<Run> runs) {
    return 2 * coding.symbols() * count(runs);
  }

  @Override
  public boolean decode(byte[] body, List<Run> runs, short[][] symbols) {
    byte[] planes = BytePlanes.unpack(body, planeBytes(runs), count(runs));
    if (planes.length == 0) {
      return false;
    }
    int at = 0;
    for (int half = 0; half < coding.symbols(); half++) {
      for (int shift = 8; shift >= 0; shift -= 8) {
        for (Run run : runs) {
          short[] values = symbols[run.tensor()];
          int index = run.start() + half * (values.length / coding.symbols());
          for (int i = 0; i < run.count(); i++, index += run.stride()) {
            int kept = shift == 8 ? 0 : values[index];
            values[index] = (short) (kept | (planes[at++] & 0xff) << shift);
          }
        }
      }
    }
    return runs.stream().allMatch(run -> isFinite(run, symbols[run.tensor()]));
  }

  private boolean isFinite(Run run, short[] symbols) {
    for (int i = 0, index = run.start(); i < run.count(); i++, index += run.stride()) {
      if (!Float.isFinite(value(coding, symbols, index))) {
        return false;
      }
    }
    return true;
  }
}
