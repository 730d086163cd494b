package dev.sirencast.transport.impairment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExactLossTest {
  @Test
  void everyGroupLosesExactlyItsCount() {
    for (int seed = 0; seed < 20; seed++) {
      boolean[] absent = absent("loss(count=5,of=100)", 1_000, seed);
      for (int group = 0; group < 10; group++) {
        int lost = 0;
        for (int i = 0; i < 100; i++) {
          lost += absent[100 * group + i] ? 1 : 0;
        }
        assertEquals(5, lost, "group " + group);
      }
    }
  }

  @Test
  void everyPlaceIsLostEquallyOften() {
    int transfers = 20_000;
    int[] lost = new int[10];
    for (int seed = 0; seed < transfers; seed++) {
      boolean[] absent = absent("loss(count=3,of=10)", 10, seed);
      for (int i = 0; i < 10; i++) {
        lost[i] += absent[i] ? 1 : 0;
      }
    }
    // Binomial, p = 0.3: four standard deviations.
    double bound = 4 * Math.sqrt(transfers * 0.3 * 0.7);
    for (int i = 0; i < 10; i++) {
      assertEquals(0.3 * transfers, lost[i], bound, "place " + i);
    }
  }

  @Test
  void copiesAreLostWithTheirFrame() {
    ChannelSession session = ChannelModel.parse("dup(100%); loss(count=1,of=4)").open(1, 0);
    Frames.numbered(400, 4).forEach(session::offer);
    assertEquals(100, session.statistics().missing());
    assertEquals(200, session.statistics().lost());
  }

  @Test
  void otherLossesDoNotMoveIt() {
    boolean[] alone = absent("loss(count=5,of=50)", 500, 3);
    boolean[] both = absent("loss(20%); loss(count=5,of=50)", 500, 3);
    boolean[] other = absent("loss(20%)", 500, 3);
    for (int i = 0; i < alone.length; i++) {
      // The exact one is the second of the name, and draws other numbers than when alone.
      alone[i] = both[i] || other[i];
    }
    assertArrayEquals(alone, both);
    int lost = 0;
    for (int i = 0; i < both.length; i++) {
      lost += both[i] ? 1 : 0;
    }
    // 50 of the exact ones, about 100 of the others, and 10 that both hit.
    assertEquals(140, lost, 40);
  }

  private static boolean[] absent(String channel, int frames, long seed) {
    List<byte[]> received = ChannelModel.parse(channel).transmit(Frames.numbered(frames, 4), seed);
    return Frames.absent(received, frames);
  }
}
