package dev.sirencast.cli.safetensors;

import java.nio.ByteBuffer;
import java.util.Locale;

/** How a safetensors file holds a number: the kinds that weights are trained and kept in. */
public enum Dtype {
  /** IEEE 754 single precision. */
  F32(4) {
    @Override
    float read(ByteBuffer from) {
      return from.getFloat();
    }

    @Override
    void write(float value, ByteBuffer to) {
      to.putFloat(value);
    }
  },
  /** IEEE 754 half precision; what it cannot hold is rounded to nearest, or infinite. */
  F16(2) {
    @Override
    float read(ByteBuffer from) {
      return HalfPrecision.toFloat(from.getShort());
    }

    @Override
    void write(float value, ByteBuffer to) {
      to.putShort(HalfPrecision.ofFloat(value));
    }
  },
  /** The upper half of single precision, rounded to nearest, ties to even. */
  BF16(2) {
    @Override
    float read(ByteBuffer from) {
      return Float.intBitsToFloat(from.getShort() << 16);
    }

    @Override
    void write(float value, ByteBuffer to) {
      int bits = Float.floatToIntBits(value);
      to.putShort((short) (bits + 0x7fff + (bits >> 16 & 1) >> 16));
    }
  };

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  int bytes() {
    return bytes;
  }

  /** Whether a value stays finite in this kind, if it is; rounding is no matter. */
  boolean holds(float value) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    write(value, buffer);
    return !Float.isFinite(value) || Float.isFinite(read(buffer.flip()));
  }

  abstract float read(ByteBuffer from);

  abstract void write(float value, ByteBuffer to);

  /**
   * Reads a name in any case, as in {@code f16}.
   *
   * @throws IllegalArgumentException if there is no such kind; the message says which there are
   */
  public static Dtype parse(String name) {
    for (Dtype dtype : values()) {
      if (dtype.name().equals(name.toUpperCase(Locale.ROOT))) {
        return dtype;
      }
    }
    throw new IllegalArgumentException("'" + name + "' is not known; expected f32, f16 or bf16");
  }
}
