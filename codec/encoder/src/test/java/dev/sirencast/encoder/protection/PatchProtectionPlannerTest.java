package dev.sirencast.encoder.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatchProtectionPlannerTest {
  private static final CoordinateGrid GRID = CoordinateGrid.of(96, 64);
  private static final LinkEstimate BAD = new LinkEstimate(0.08, 4, 1e-4);

  private final UnprotectedPatches stream = stream();

  /** Patches of three widths, so that packets have much to choose from. */
  private static UnprotectedPatches stream() {
    PatchGrid grid = PatchGrid.of(GRID, 8, 8);
    SirenArchitecture shape = new SirenArchitecture(2, 16, 1, 3, 30, 30);
    PatchFamily family = new PatchFamily(shape, List.of(4, 8, 16), 1, 0.6f, 1, 1);
    SplittableRandom random = new SplittableRandom(9);
    List<@Nullable PatchWeights> patches = new ArrayList<>();
    for (int i = 0; i < grid.patches(); i++) {
      int width = random.nextInt(3);
      float[] own = family.initial(width);
      for (int k = 0; k < own.length; k++) {
        own[k] += (float) (0.1 * (random.nextDouble() - 0.5));
      }
      patches.add(new PatchWeights(width, 0.25f, own));
    }
    SirenWeights base = SirenInitializer.initialize(shape, 4);
    PatchedWeights weights = new PatchedWeights(base, 4, grid, family, patches);
    QuantizedPatches rounded =
        PatchQuantizer.of(
                weights, IntStream.range(0, grid.patches()).boxed().toList(), Runnable::run, 1)
            .quantize(1e-2);
    return new UnprotectedPatches(
        new SignalDescription(new ImageFormat(8), GRID, 3),
        Quantizer.quantize(base, 8),
        WeightOrigin.PLAIN,
        rounded,
        PacketizerOptions.DEFAULTS
            .withCoding(WeightCoding.ENTROPY_CODED)
            .withOrder(PacketOrder.LOCAL));
  }

  private PacketizerOptions plan(double overhead, LinkEstimate link) {
    return new PatchProtectionPlanner(stream, link, 1e-3, 1e-2).plan(overhead).options();
  }

  @Test
  void keepsToTheOverheadAndSpendsNearlyAllOfIt() {
    long plain = stream.bytes();
    for (double overhead : new double[] {0.15, 0.3, 0.6}) {
      long planned = stream.bytes(plan(overhead, BAD));
      assertTrue(planned <= (1 + overhead) * plain, planned + " bytes of " + plain);
      assertTrue(
          overhead < 0.2 || planned >= (1 + 0.6 * overhead) * plain,
          planned + " bytes of " + plain);
    }
  }

  @Test
  void packetsOfPatchesAreNearlyFull() {
    EncodedStream planned = stream.with(plan(0.3, BAD));
    PacketGroup group = planned.manifest().patchGroup().orElseThrow();
    long bytes =
        planned.packets().stream()
            .filter(packet -> packet.kind() == PacketKind.SOURCE)
            .filter(packet -> planned.manifest().group(packet).orElseThrow().isOfPatches())
            .mapToLong(WeightPacket::bodyLength)
            .sum();
    // The last packet has what is left.
    double full = (double) bytes / ((group.sourcePackets() - 1L) * group.bodyBytes());
    assertTrue(full > 0.85, full + " of the room is used");
    assertTrue(group.repairPackets() > 0);
  }

  private static final double[] OVERHEADS = {0, 0.05, 0.1, 0.25, 0.5, 1, 2, 4};

  private static final List<LinkEstimate> LINKS =
      List.of(
          new LinkEstimate(0.01, 1.01, 0),
          new LinkEstimate(0.08, 1.09, 0),
          new LinkEstimate(0.2, 1.25, 0),
          new LinkEstimate(0.6, 2.5, 0),
          BAD,
          new LinkEstimate(0.2, 50, 0),
          new LinkEstimate(0, 1, 1e-3));

  private static ExpectedLoss loss(PlannedPackets planned) {
    return planned.forecast().orElseThrow().loss();
  }

  @Test
  void moreOverheadNeverLeavesLess() {
    for (WeightCoding coding : List.of(WeightCoding.ENTROPY_CODED, WeightCoding.ERROR_RESILIENT)) {
      for (int bytes : new int[] {300, 1100}) {
        UnprotectedPatches own =
            new UnprotectedPatches(
                stream.signal(),
                stream.base(),
                stream.origin(),
                stream.patches(),
                stream.options().withCoding(coding).withPacketBytes(bytes));
        for (LinkEstimate link : LINKS) {
          PatchProtectionPlanner planner = new PatchProtectionPlanner(own, link, 1e-3, 1e-2);
          double before = Double.MAX_VALUE;
          for (double overhead : OVERHEADS) {
            PlannedPackets planned = planner.plan(overhead);
            String what = coding + " " + bytes + " " + link + " " + overhead;
            assertTrue(own.bytes(planned.options()) <= (1 + overhead) * own.bytes(), what);
            assertTrue(loss(planned).mean() <= before + 1e-3, what + ": " + loss(planned));
            before = loss(planned).mean();
          }
        }
      }
    }
  }

  @Test
  void whatWouldBeEnoughIs() {
    PatchProtectionPlanner planner =
        new PatchProtectionPlanner(stream, new LinkEstimate(0.2, 1.25, 0), 1e-3, 1e-2);
    PlannedPackets.Forecast little = planner.plan(0.1).forecast().orElseThrow();
    assertTrue(little.loss().mean() > 1 && !little.loss().isSmall(), little.toString());
    double enough = little.enough().orElseThrow();
    assertTrue(enough > 0.1 && enough < 1, little.toString());
    assertTrue(loss(planner.plan(enough)).isSmall());
  }

  @Test
  void ofAStatedSizeNoMoreIsProtectionThanPays() {
    DoubleUnaryOperator lacking = share -> 8 * Math.log1p(share);
    PatchProtectionPlanner planner =
        new PatchProtectionPlanner(stream, new LinkEstimate(0.08, 1.09, 0), 1e-3, 1e-2);
    double quarter = planner.share(0.25, lacking);
    double all = planner.share(4, lacking);
    assertTrue(quarter > 0 && quarter <= 0.25, quarter + "");
    assertTrue(all >= quarter && all < 0.6, all + "");
    PatchProtectionPlanner whole =
        new PatchProtectionPlanner(stream, new LinkEstimate(0, 1, 0), 1e-3, 1e-2);
    assertEquals(0, whole.share(4, lacking));
  }

  @Test
  void withoutFlippedBitsErrorResilientPatchesHaveNoParityBytes() {
    UnprotectedPatches own =
        new UnprotectedPatches(
            stream.signal(),
            stream.base(),
            stream.origin(),
            stream.patches(),
            stream.options().withCoding(WeightCoding.ERROR_RESILIENT));
    LinkEstimate lossy = new LinkEstimate(0.08, 1.09, 0);
    PacketizerOptions planned =
        new PatchProtectionPlanner(own, lossy, 1e-3, 1e-2).plan(0.25).options();
    assertEquals(0, planned.protection().matrices().corrected());
    assertTrue(planned.protection().matrices().repair().overhead() > 0.1);
    PacketizerOptions flipped = new PatchProtectionPlanner(own, BAD, 1e-3, 1e-2).plan(1).options();
    assertTrue(flipped.protection().matrices().corrected() > 0);
  }

  @Test
  void aBetterLinkNeedsLess() {
    LinkEstimate good = new LinkEstimate(0, 1, 0);
    EncodedStream planned = stream.with(plan(0, good));
    assertEquals(0, planned.manifest().patchGroup().orElseThrow().repairPackets());
    assertTrue(planned.bytes() <= stream.bytes());
  }
}
