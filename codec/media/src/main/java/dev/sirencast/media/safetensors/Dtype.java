package dev.sirencast.media.safetensors;

import dev.sirencast.quantization.Float16;
import java.nio.ByteBuffer;
import java.util.Locale;

/** How a safetensors file holds a number: the kinds that weights are trained and kept in. */
public enum Dtype {
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 half precision; what it cannot hold is rounded to nearest, or infinite. */
  F16(2),
  /** The upper half of single precision, rounded to nearest, ties to even. */
  BF16(2),
  /** IEEE 754 double precision; read as the nearest float. */
  F64(8);

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

  float read(ByteBuffer from) {
    return switch (this) {
      case F32 -> from.getFloat();
      case F16 -> Float16.toFloat(from.getShort());
      case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
      case F64 -> (float) from.getDouble();
    };
  }

  void write(float value, ByteBuffer to) {
    switch (this) {
      case F32 -> to.putFloat(value);
      case F16 -> to.putShort(Float16.ofFloat(value));
      case BF16 -> to.putShort(upperHalf(value));
      case F64 -> to.putDouble(value);
    }
  }

  private static short upperHalf(float value) {
    int bits = Float.floatToIntBits(value);
    return (short) (bits + 0x7fff + (bits >> 16 & 1) >> 16);
  }

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
    throw new IllegalArgumentException(
        "'" + name + "' is not known; expected f32, f16, bf16 or f64");
  }
}
