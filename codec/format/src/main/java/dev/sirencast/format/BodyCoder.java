package dev.sirencast.format;

import dev.sirencast.format.GroupLayout.Run;
import java.util.List;

/** How the symbols of a packet become its body, in one coding. Not thread-safe. */
public sealed interface BodyCoder permits FixedWidthCoder, EntropyCoder, FloatPlaneCoder {
  /**
   * Returns the body of some symbols.
   *
   * @param symbols the symbols of every tensor, by its number
   */
  byte[] encode(List<Run> runs, short[][] symbols);

  /**
   * Reads a body's symbols to their places; it never throws nor writes elsewhere, whatever the
   * bytes.
   *
   * @return whether the body is one; if not, what was written means nothing
   */
  boolean decode(byte[] body, List<Run> runs, short[][] symbols);

  /** Returns the coder of a part of a coding's symbols; bits that refine are always as they are. */
  static BodyCoder of(WeightCoding coding, List<TensorLayout> tensors, BitPlaneRange part) {
    return switch (coding) {
      case ERROR_RESILIENT -> new FixedWidthCoder(part);
      case ENTROPY_CODED ->
          part.refining() > 0 ? new FixedWidthCoder(part) : new EntropyCoder(tensors, part);
      case FLOAT_32, FLOAT_16 -> new FloatPlaneCoder(coding);
    };
  }
}
