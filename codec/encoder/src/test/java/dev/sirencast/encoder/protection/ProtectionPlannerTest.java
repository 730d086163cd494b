package dev.sirencast.encoder.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtectionPlannerTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 64, 2, 3, 30, 30);
  private static final SignalDescription PICTURE =
      new SignalDescription(new ImageFormat(8), CoordinateGrid.of(24, 16), 3);
  private static final List<QuantizedTensor> TENSORS =
      Quantizer.quantize(SirenInitializer.initialize(NETWORK, 1), 8).tensors();
  private static final LinkEstimate BAD = new LinkEstimate(0.05, 2, 1e-4);

  private static long bytes(PacketizerOptions options) {
    return Packetizer.streamBytes(
        PICTURE, QuantizedNetwork.of(NETWORK, TENSORS), WeightOrigin.PLAIN, options);
  }

  private static PacketizerOptions plan(WeightCoding coding, double overhead, LinkEstimate link) {
    return new ProtectionPlanner(
            new UnprotectedStream(
                PICTURE,
                QuantizedNetwork.of(NETWORK, TENSORS),
                WeightOrigin.PLAIN,
                PacketizerOptions.DEFAULTS.withCoding(coding).withPacketBytes(200)),
            link,
            1e-4)
        .plan(overhead)
        .options();
  }

  @Test
  void keepsToTheOverheadAndSpendsNearlyAllOfIt() {
    for (WeightCoding coding : List.of(WeightCoding.ERROR_RESILIENT, WeightCoding.ENTROPY_CODED)) {
      long plain =
          bytes(
              PacketizerOptions.DEFAULTS
                  .withCoding(coding)
                  .withPacketBytes(200)
                  .withManifestCopies(PacketizerOptions.PROTECTED_COPIES));
      for (double overhead : new double[] {0.1, 0.25, 0.6}) {
        PacketizerOptions options = plan(coding, overhead, BAD);
        long planned = bytes(options);
        assertTrue(planned <= (1 + overhead) * plain, coding + ": " + planned + " of " + plain);
        assertTrue(
            overhead < 0.2 || planned >= (1 + 0.6 * overhead) * plain,
            planned + " of " + plain + ", " + options);
      }
    }
  }

  @Test
  void theLowestBitsOfWideNetworksAreInBlocksThatTheirCodeCanHold() {
    SirenArchitecture wide = new SirenArchitecture(2, 140, 2, 3, 30, 30);
    UnprotectedStream stream =
        new UnprotectedStream(
            PICTURE,
            Quantizer.quantize(SirenInitializer.initialize(wide, 1), 8),
            WeightOrigin.PLAIN,
            PacketizerOptions.DEFAULTS.withPacketBytes(PacketizerOptions.MIN_PACKET_BYTES));
    PacketizerOptions planned = new ProtectionPlanner(stream, BAD, 1e-4).plan(0.25).options();
    long plain = stream.bytes(stream.options());
    assertTrue(stream.bytes(planned) <= 1.25 * plain);
    assertTrue(stream.with(planned.protection()).manifest().repairPackets() > 0);
  }

  @Test
  void moreOverheadNeverLeavesLess() {
    List<LinkEstimate> links =
        List.of(
            new LinkEstimate(0.01, 1.01, 0),
            new LinkEstimate(0.08, 1.09, 0),
            new LinkEstimate(0.2, 1.25, 0),
            BAD,
            new LinkEstimate(0.2, 50, 0));
    for (WeightCoding coding : List.of(WeightCoding.ERROR_RESILIENT, WeightCoding.ENTROPY_CODED)) {
      UnprotectedStream stream =
          new UnprotectedStream(
              PICTURE,
              QuantizedNetwork.of(NETWORK, TENSORS),
              WeightOrigin.PLAIN,
              PacketizerOptions.DEFAULTS.withCoding(coding).withPacketBytes(200));
      for (LinkEstimate link : links) {
        ProtectionPlanner planner = new ProtectionPlanner(stream, link, 1e-4);
        double before = Double.MAX_VALUE;
        for (double overhead : new double[] {0, 0.05, 0.1, 0.25, 0.5, 1, 2, 4}) {
          double mean = planner.plan(overhead).forecast().orElseThrow().loss().mean();
          assertTrue(mean <= before + 1e-3, coding + " " + link + " " + overhead + ": " + mean);
          before = mean;
        }
      }
    }
  }

  @Test
  void nothingIsSpentWhereNothingCanBe() {
    assertEquals(
        UnequalErrorProtection.NONE,
        plan(WeightCoding.ERROR_RESILIENT, 0, new LinkEstimate(0, 1, 0)).protection());
  }

  @Test
  void fewFlippedBitsAreLeftToChecksumsAndManyAskForSlicesOrCheckBytes() {
    UnequalErrorProtection few = plan(WeightCoding.ENTROPY_CODED, 0.25, BAD).protection();
    assertEquals(0, few.matrices().sliceBytes() + few.matrices().corrected());
    LinkEstimate noisy = new LinkEstimate(BAD.loss(), BAD.meanBurst(), 1e-3);
    UnequalErrorProtection many = plan(WeightCoding.ENTROPY_CODED, 0.25, noisy).protection();
    assertTrue(many.matrices().sliceBytes() + many.matrices().corrected() > 0);
  }

  @Test
  void flipsBeyondWhatACheckPutsRightAreCountedAsTheBinomialDistributionDoes() {
    LinkEstimate link = new LinkEstimate(0, 1, 0.01);
    double none = Math.pow(0.99, 80);
    double one = 80 * 0.01 * Math.pow(0.99, 79);
    double two = 80 * 79 / 2.0 * 1e-4 * Math.pow(0.99, 78);
    assertEquals(1 - none - one - two, link.flipped(10, 2), 1e-12);
    assertEquals(link.damage(10), link.flipped(10, 0), 1e-12);
  }

  @Test
  void theVitalClassGetsTheDensestCode() {
    UnequalErrorProtection planned = plan(WeightCoding.ERROR_RESILIENT, 0.25, BAD).protection();
    double highPriority = planned.highPriority().repair().overhead();
    double hidden = planned.matrices().repair().overhead();
    assertTrue(highPriority > hidden, highPriority + " and " + hidden);
  }
}
