package dev.sirencast.encoder.rounding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateControlTest {
  private static final SirenWeights WEIGHTS = SmallNetworks.picture();
  private static final CoordinateGrid GRID = SmallNetworks.GRID;

  private final RateControl control =
      RateControl.of(
          WEIGHTS,
          SeededTensors.none(),
          GRID,
          new EstimatedSize(),
          ReconstructionPsnr.against(WEIGHTS, GRID));

  @ParameterizedTest
  @ValueSource(longs = {400, 500, 700})
  void fillsABudgetAndNeverExceedsIt(long bytes) {
    RateOutcome outcome = control.meet(new RateTarget.Bytes(bytes));
    assertTrue(outcome.met());
    assertTrue(outcome.bytes() <= bytes && outcome.bytes() >= 0.97 * bytes, () -> "got " + outcome);
    assertEquals(new EstimatedSize().applyAsLong(outcome.tensors()), outcome.bytes());
    assertEquals(outcome.bytes(), outcome.reached());
  }

  @Test
  void saysThatABudgetIsTooSmall() {
    RateOutcome outcome = control.meet(new RateTarget.Bytes(20));
    assertFalse(outcome.met());
    assertTrue(outcome.bytes() > 20);
  }

  @ParameterizedTest
  @ValueSource(doubles = {44, 48, 52})
  void reachesAPsnrAndHardlyMore(double decibels) {
    // Where all weights of so small a network are rounded together, they jump by decibels from one
    // scale to the next.
    RateOutcome outcome =
        control.only(Rounding.ROUND_TO_NEAREST).meet(new RateTarget.PsnrAtLeast(decibels));
    assertTrue(outcome.met());
    assertEquals(decibels, outcome.psnr(), 1);
    assertTrue(outcome.psnr() >= decibels);
  }

  @Test
  void countsADropFromTheFloatWeights() {
    Signal other = SirenNetwork.of(control(6)).reconstruct(new ImageFormat(8), GRID);
    ReconstructionPsnr psnr = ReconstructionPsnr.against(other);
    RateOutcome outcome =
        RateControl.of(WEIGHTS, SeededTensors.none(), GRID, new EstimatedSize(), psnr)
            .meet(new RateTarget.PsnrDrop(0.05));
    assertTrue(outcome.met());
    assertEquals(psnr.applyAsDouble(WEIGHTS) - outcome.psnr(), outcome.reached(), 1e-9);
    assertTrue(outcome.reached() <= 0.05);
  }

  private static SirenWeights control(int seed) {
    return dev.sirencast.siren.SirenInitializer.initialize(WEIGHTS.architecture(), seed);
  }

  @Test
  void refusesADropFromPerfection() {
    assertThrows(IllegalArgumentException.class, () -> control.meet(new RateTarget.PsnrDrop(1)));
  }

  @Test
  void aLargerLambdaSpendsFewerBytes() {
    RateOutcome rich = control.meet(new RateTarget.Lambda(1e-5));
    RateOutcome poor = control.meet(new RateTarget.Lambda(1e-3));
    assertTrue(poor.bytes() < rich.bytes() && poor.psnr() < rich.psnr(), rich + " " + poor);
  }

  @Test
  void fixedWidthIsTheQuantizersOwn() {
    RateOutcome outcome = control.meet(new RateTarget.Bits(8));
    assertEquals(Rounding.FIXED_WIDTH, outcome.rounding());
    assertEquals(8, outcome.tensors().get(2).bits());
  }

  @Test
  void bitsAreAsFewAsKeepWithinADrop() {
    Signal signal = SirenNetwork.of(WEIGHTS).reconstruct(new ImageFormat(16), GRID);
    ReconstructionPsnr psnr = ReconstructionPsnr.against(nearly(signal));
    RateControl near =
        RateControl.of(WEIGHTS, SeededTensors.none(), GRID, new EstimatedSize(), psnr);
    double from = psnr.applyAsDouble(WEIGHTS);
    int last = 8;
    for (double drop : new double[] {20, 3, 0.5, 0.05}) {
      RateOutcome outcome = near.meet(new RateTarget.BitsWithin(drop));
      assertTrue(outcome.met() && from - outcome.psnr() <= drop, outcome.toString());
      int bits = outcome.tensors().get(2).bits();
      assertTrue(bits >= last, drop + " dB: " + bits);
      double fewer = bits == 8 ? drop : near.meet(new RateTarget.Bits(bits - 1)).psnr();
      assertTrue(bits == 8 || from - fewer > drop, bits + " bits");
      last = bits;
    }
    assertTrue(last > 10, "0.05 dB in " + last + " bits");
  }

  /** A signal that the weights are 80 dB from. */
  private static Signal nearly(Signal signal) {
    float[] samples = signal.toArray();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.max(0, Math.min(1, samples[i] + (i % 2 == 0 ? 1e-4f : -1e-4f)));
    }
    return Signal.of(signal.format(), signal.grid(), signal.components(), samples);
  }

  @Test
  void withoutASignalBitsAreTheFewest() {
    RateOutcome outcome = control.meet(new RateTarget.BitsWithin(0.2));
    assertTrue(outcome.met());
    assertEquals(8, outcome.tensors().get(2).bits());
  }

  @Test
  void roundsInTheOneWayThatIsLeft() {
    for (Rounding rounding : new Rounding[] {Rounding.ROUND_TO_NEAREST, Rounding.GPTQ}) {
      assertEquals(rounding, control.only(rounding).meet(new RateTarget.Bytes(500)).rounding());
    }
  }
}
