package dev.sirencast.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupLayoutTest {
  @Test
  void longestBodyIsThatOfTheLongestPacket() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 300; trial++) {
      SirenArchitecture architecture =
          new SirenArchitecture(
              random.nextInt(1, 4), random.nextInt(1, 12), random.nextInt(0, 4), 3, 30, 30);
      List<TensorLayout> layouts = new ArrayList<>();
      for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
        layouts.add(new TensorLayout(random.nextInt(2, 17), 1, 0, TensorLayout.NO_MODEL));
      }
      List<Integer> tensors = IntStream.range(0, layouts.size()).boxed().toList();
      GroupLayout layout = GroupLayout.of(architecture, layouts, tensors, BitPlaneRange.WHOLE);
      int packets = random.nextInt(1, layout.symbols() + 1);
      int longest = 0;
      for (int packet = 0; packet < packets; packet++) {
        longest = Math.max(longest, FixedWidthCoder.bodyBytes(layout.runs(packet, packets)));
      }
      assertEquals(longest, layout.fixedBodyBytes(packets), packets + " of " + architecture);
    }
  }
}
