package dev.sirencast.codec;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;

/**
 * A group's symbols to the bodies of its source packets and back, in one lane. Immutable and
 * thread-safe.
 */
sealed interface SourceBodies permits FixedWidthBodies, CompactBodies {

  /** Returns the bodies of a group. */
  static SourceBodies of(StreamManifest manifest, PacketGroup group) {
    GroupLayout layout = GroupLayout.of(manifest.architecture(), manifest.tensors(), group);
    return switch (manifest.lane()) {
      case FIXED_WIDTH -> new FixedWidthBodies(layout);
      case COMPACT -> new CompactBodies(layout, CompactBodies.tables(manifest.tensors()));
    };
  }

  /** The symbols of a packet, in the order of its body. */
  List<SymbolRun> runs(int packet);

  /** Returns the body of a packet. */
  byte[] encode(int packet, List<QuantizedTensor> tensors);

  /**
   * Reads a body into the symbols of its tensors.
   *
   * @return whether it was one; if not, what its symbols are is not known
   */
  boolean decode(int packet, byte[] body, short[][] symbols);

  /** Whether a damaged body's symbols are of use: most of them right, none too large. */
  boolean bends();

  /** Whether a source packet's body can have a length. */
  boolean fits(int length);

  /** The length of what the erasure code works on, and of every repair packet's body. */
  int codedBytes();

  /** A body as the erasure code takes it. */
  byte[] toCoded(byte[] body);

  /**
   * The body in what the erasure code restored.
   *
   * @return null if there is none
   */
  byte @org.jspecify.annotations.Nullable [] fromCoded(byte[] coded);
}
