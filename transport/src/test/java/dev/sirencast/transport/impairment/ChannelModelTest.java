package dev.sirencast.transport.impairment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelModelTest {
  private static final String EVERYTHING =
      "dup(10%); loss(10%); ge(p=5%,r=30%); corrupt(10%); ber(1e-3); reorder(10%,gap=3)";

  @Test
  void cleanChannelDeliversCopiesOfAllFrames() {
    List<byte[]> frames = Frames.numbered(20, 8);
    List<byte[]> received = ChannelModel.parse("none").transmit(frames, 1);

    assertEquals(Frames.hex(frames), Frames.hex(received));
    for (int i = 0; i < frames.size(); i++) {
      assertNotSame(frames.get(i), received.get(i));
    }
  }

  /** Pins the generator, its keys and five stages: these bytes may never change. */
  @Test
  void goldenBytes() {
    ChannelModel model =
        ChannelModel.parse("dup(40%); loss(20%); corrupt(30%); ber(2%); reorder(30%,gap=2)");

    assertEquals(
        List.of(
            "0000000000108000",
            "0000000200080200",
            "0000008100000000",
            "0000000300000000",
            "0000000200020400",
            "0000000300000000",
            "0000000510000000",
            "0000000402000000",
            "0000000600000000",
            "0000000420000220",
            "0000000700000000",
            "0080000900000020"),
        Frames.hex(model.transmit(Frames.numbered(10, 8), 2, 4)));
  }

  @Test
  void sameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    ChannelModel model = ChannelModel.parse(EVERYTHING);
    List<byte[]> frames = Frames.numbered(500, 100);

    List<String> first = Frames.hex(model.transmit(frames, 1));
    assertEquals(first, Frames.hex(model.transmit(frames, 1)));
    assertNotEquals(first, Frames.hex(model.transmit(frames, 2)));
  }

  @Test
  void changesNoInput() {
    List<byte[]> frames = Frames.numbered(500, 100);

    ChannelModel.parse(EVERYTHING).transmit(frames, 3);

    assertEquals(Frames.hex(Frames.numbered(500, 100)), Frames.hex(frames));
  }

  @Test
  void copiesOfAFrameShareNoBytes() {
    List<byte[]> received =
        ChannelModel.parse("dup(100%)").transmit(List.of(new byte[] {1, 2, 3}), 1);
    received.get(0)[0] = 99;

    assertArrayEquals(new byte[] {1, 2, 3}, received.get(1));
  }

  @Test
  void streamingGivesWhatTheWholeTransferGives() {
    ChannelModel model = ChannelModel.parse(EVERYTHING);
    List<byte[]> frames = Frames.numbered(500, 100);

    ChannelSession session = model.open(5, 24);
    List<byte[]> streamed = new ArrayList<>();
    frames.forEach(frame -> streamed.addAll(session.offer(frame)));
    streamed.addAll(session.flush());

    assertEquals(Frames.hex(model.transmit(frames, 5, 24)), Frames.hex(streamed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss(10%)",
        "ge(p=5%,r=30%,bad=80%,good=1%)",
        "loss(5%); loss(10%); ge(5%,r=50%)"
      })
  void otherImpairmentsChangeNoLoss(String loss) {
    int count = 2_000;
    List<byte[]> frames = Frames.numbered(count, 40);
    boolean[] alone = Frames.absent(ChannelModel.parse(loss).transmit(frames, 9), count);

    for (String other : new String[] {"ber(1e-2)", "reorder(20%,gap=5)"}) {
      List<byte[]> received = ChannelModel.parse(other + ";" + loss).transmit(frames, 9, 4);
      assertArrayEquals(alone, Frames.absent(received, count), other);
    }
  }

  /** Corruption marks each copy: what is left of the originals is told from the duplicates. */
  @Test
  void duplicationChangesNeitherLossNorDamageOfOriginals() {
    List<byte[]> frames = Frames.numbered(2_000, 1_000);
    String lossy = "loss(10%); ge(p=5%,r=30%,bad=80%); corrupt(100%)";
    List<String> originals = hex("corrupt(100%)", frames);

    List<String> duplicated = new ArrayList<>(hex("dup(50%);" + lossy, frames));
    duplicated.retainAll(Set.copyOf(originals));

    assertEquals(hex(lossy, frames), duplicated);
  }

  @Test
  void equalImpairmentsAreIndependent() {
    List<byte[]> frames = Frames.numbered(20_000, 4);
    double once = missingRate("loss(30%)", frames);
    double twice = missingRate("loss(30%); loss(30%)", frames);

    // Binomial, n = 20,000: four standard deviations are 0.013 at 0.3 and 0.014 at 0.51.
    assertEquals(0.30, once, 0.013);
    assertEquals(0.51, twice, 0.014);
  }

  @Test
  void countsEveryFrameOnce() {
    List<byte[]> frames = Frames.numbered(5_000, 100);
    ChannelSession session = ChannelModel.parse(EVERYTHING).open(4, 24);
    int out = 0;
    for (byte[] frame : frames) {
      out += session.offer(frame).size();
    }
    out += session.flush().size();

    ChannelStatistics counts = session.statistics();
    assertEquals(5_000, counts.offered());
    assertEquals(out, counts.delivered());
    assertEquals(counts.offered() + counts.duplicated(), counts.delivered() + counts.lost());
    assertEquals(counts.missing(), counts.lossBursts() * counts.meanLossBurst(), 1e-9);
  }

  @Test
  void countsLossBursts() {
    // The chain alternates with certainty, from whichever state the seed gives.
    ChannelSession session = ChannelModel.parse("ge(p=100%,r=100%)").open(1, 0);
    Frames.numbered(100, 4).forEach(session::offer);

    assertEquals(50, session.statistics().missing());
    assertEquals(50, session.statistics().lossBursts());
    assertEquals(1, session.statistics().meanLossBurst());
    assertEquals(0.5, session.statistics().missingRate());
  }

  @Test
  void heldFrameGoesOutBehindTheGap() {
    ChannelModel model = ChannelModel.parse("reorder(10%,gap=3)");
    List<byte[]> frames = Frames.numbered(200, 4);
    List<Integer> received = Frames.numbers(model.transmit(frames, 1));

    assertEquals(200, Set.copyOf(received).size());
    int held = 0;
    for (int i = 0; i < 200; i++) {
      int delay = received.indexOf(i) - i;
      held += delay > 0 ? 1 : 0;
      assertTrue(delay >= -3 && delay <= 3, "frame " + i + " moved by " + delay);
    }
    // Binomial, n = 200, p = 0.1: four standard deviations are 17.
    assertEquals(20, held, 17);
  }

  @Test
  void holdingEveryFrameDelaysButLosesNone() {
    ChannelModel model = ChannelModel.parse("reorder(100%,gap=3); reorder(100%,gap=2)");

    assertEquals(
        Frames.hex(Frames.numbered(50, 4)), Frames.hex(model.transmit(Frames.numbered(50, 4), 1)));
  }

  @Test
  void refusesNegativeHeader() {
    assertThrows(IllegalArgumentException.class, () -> ChannelModel.parse("none").open(1, -1));
  }

  private static List<String> hex(String channel, List<byte[]> frames) {
    return Frames.hex(ChannelModel.parse(channel).transmit(frames, 9));
  }

  private static double missingRate(String channel, List<byte[]> frames) {
    ChannelSession session = ChannelModel.parse(channel).open(11, 0);
    frames.forEach(session::offer);
    return session.statistics().missingRate();
  }
}
