package dev.sirencast.encoder.packet;

import dev.sirencast.format.BitPlaneRange;
import dev.sirencast.format.BodyCoder;
import dev.sirencast.format.GroupLayout;
import dev.sirencast.format.GroupLayout.Run;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the bodies of a group's source packets: as few as fit. Not thread-safe. */
final class SourceBodies {
  private static final int FEW = 8;

  private final SirenArchitecture architecture;
  private final List<TensorLayout> layouts;
  private final WeightCoding coding;
  private final short[][] symbols;

  SourceBodies(
      SirenArchitecture architecture,
      List<TensorLayout> layouts,
      short[][] symbols,
      WeightCoding coding) {
    this.architecture = architecture;
    this.layouts = layouts;
    this.coding = coding;
    this.symbols = symbols;
  }

  /**
   * Returns the fewest bodies of at most {@code bodyBytes} bytes. Their number has no factor in
   * common with the layers' width: otherwise a lost packet would take whole columns of a matrix,
   * all that some neurons say, instead of weights all over it. With entropy coding not where they
   * are so few that the loss of one takes too much in any case, and one more is a lot of bytes.
   */
  List<byte[]> pack(List<Integer> tensors, int bodyBytes) {
    return pack(tensors, BitPlaneRange.WHOLE, bodyBytes);
  }

  /** Returns the fewest bodies of a part of the symbols. */
  List<byte[]> pack(List<Integer> tensors, BitPlaneRange part, int bodyBytes) {
    GroupLayout layout = GroupLayout.of(architecture, layouts, tensors, part);
    BodyCoder coder = BodyCoder.of(coding, layouts, part);
    short[][] parts = symbols.clone();
    for (int tensor : part.isWhole() ? List.<Integer>of() : tensors) {
      parts[tensor] = part.of(symbols[tensor]);
    }
    int packets = 1;
    while (true) {
      while (!scatters(packets)) {
        packets++;
      }
      packets = Math.min(packets, layout.symbols());
      if (coding != WeightCoding.ERROR_RESILIENT || layout.fixedBodyBytes(packets) <= bodyBytes) {
        List<byte[]> bodies = encode(layout, packets, coder, parts);
        int longest = bodies.stream().mapToInt(body -> body.length).max().orElse(0);
        if (longest <= bodyBytes || packets == layout.symbols()) {
          return bodies;
        }
        long all = bodies.stream().mapToLong(body -> body.length).sum();
        packets = Math.max(packets + 1, (int) (all / bodyBytes));
      } else {
        long bits = 8L * bodyBytes;
        packets = (int) Math.max(packets + 1, (layout.fixedBits() + bits - 1) / bits);
      }
    }
  }

  /**
   * How many of the lowest bits of some tensors' symbols can be left to later packets: those that
   * are as good as evenly distributed, as they are below the symbols' root mean square.
   */
  int fineBits(List<Integer> tensors) {
    double sum = 0;
    long count = 0;
    int most = QuantizedTensor.MAX_BITS;
    for (int tensor : tensors) {
      for (short symbol : symbols[tensor]) {
        sum += (double) symbol * symbol;
      }
      count += symbols[tensor].length;
      most = Math.min(most, layouts.get(tensor).bits() - 1);
    }
    // A mean square of 4^k or more, and below 4^(k + 1).
    int fine = Math.getExponent(Math.max(1, sum / Math.max(1, count))) / 2;
    return coding.isLossless() ? 0 : Math.min(most, fine);
  }

  private boolean scatters(int packets) {
    return (coding == WeightCoding.ENTROPY_CODED && packets < FEW)
        || greatestCommonDivisor(packets, architecture.hiddenFeatures()) == 1;
  }

  private List<byte[]> encode(GroupLayout layout, int packets, BodyCoder coder, short[][] parts) {
    List<byte[]> bodies = new ArrayList<>();
    int longest = 0;
    for (int packet = 0; packet < packets; packet++) {
      List<Run> runs = layout.runs(packet, packets);
      bodies.add(coder.encode(runs, parts));
      longest = Math.max(longest, bodies.get(packet).length);
    }
    if (coding == WeightCoding.ERROR_RESILIENT) {
      int length = longest;
      bodies.replaceAll(body -> body.length == length ? body : Arrays.copyOf(body, length));
    }
    return bodies;
  }

  static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
