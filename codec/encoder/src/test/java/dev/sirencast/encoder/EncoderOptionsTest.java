package dev.sirencast.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.protection.LinkEstimate;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What cannot be asked for is refused before any work, in words that say why. */
class EncoderOptionsTest {
  private static final LinkEstimate LINK = new LinkEstimate(0.1, 2, 0);
  private static final ProtectionPlan PLAN = ProtectionPlan.forLink(0.5, LINK);

  private static void assertRefuses(String message, Executable asked) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, asked).getMessage());
  }

  @Test
  void theWeightCodingFollowsTheTarget() {
    assertEquals(
        WeightCoding.ERROR_RESILIENT, EncoderOptions.of(new RateTarget.Bits(8)).packets().coding());
    assertEquals(
        WeightCoding.ENTROPY_CODED,
        EncoderOptions.of(new RateTarget.PsnrAtLeast(35)).packets().coding());
    assertEquals(WeightCoding.FLOAT_32, EncoderOptions.lossless().packets().coding());
  }

  @Test
  void refusesATargetForWhatIsNotRounded() {
    PacketizerOptions lossless = PacketizerOptions.DEFAULTS.withCoding(WeightCoding.FLOAT_32);
    assertRefuses(
        "weight coding float32 rounds nothing and takes no target",
        () -> EncoderOptions.of(new RateTarget.Bits(8)).withPackets(lossless));
    assertRefuses(
        "weight coding error-resilient needs a target of rounding",
        () -> EncoderOptions.lossless(PacketizerOptions.DEFAULTS));
  }

  @Test
  void refusesAPlanWithoutSymbolsOrBesideStatedProtection() {
    assertRefuses(
        "weight coding float32 has no symbols to plan protection by; state it in the packets'"
            + " options",
        () -> EncoderOptions.lossless().withPlan(PLAN));
    EncoderOptions planned = EncoderOptions.of(new RateTarget.Bits(8)).withPlan(PLAN);
    PacketizerOptions protectedToo =
        planned.packets().withProtection(UnequalErrorProtection.ofOverhead(0.5));
    assertRefuses(
        "protection is either planned or stated in the packets' options, got both",
        () -> planned.withPackets(protectedToo));
  }

  @Test
  void refusesNumbersOutOfTheirRanges() {
    assertRefuses(
        "protection takes 0 to 4 times the bytes of the stream without, got 5.0",
        () -> ProtectionPlan.forLink(5, LINK));
    assertRefuses("symbols have 2 to 16 bits, got 17", () -> new RateTarget.Bits(17));
  }

  @Test
  void refusesANetworkOfAnotherShapeThanItsSignal() {
    TrainedNetwork network = TrainedNetworks.withSignal();
    CoordinateGrid grid = CoordinateGrid.of(8, 8);
    assertRefuses(
        "a network of 2 inputs and 3 outputs cannot stand for a signal of 2 axes and 1 components",
        () ->
            TrainedNetwork.of(
                network.weights(), new SignalDescription(new ImageFormat(8), grid, 1)));
    SignalDescription smaller = new SignalDescription(new ImageFormat(8), grid, 3);
    assertRefuses(
        "the signal is "
            + network.description()
            + ", expected what the description says: "
            + smaller,
        () ->
            new TrainedNetwork(
                network.weights(),
                WeightOrigin.PLAIN,
                smaller,
                Optional.of(network.signal().orElseThrow())));
  }
}
