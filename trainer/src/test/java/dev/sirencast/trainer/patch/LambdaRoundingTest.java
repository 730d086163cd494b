package dev.sirencast.trainer.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.encoder.patch.PatchRounder;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.patch.PatchBodyCoder;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Patches for the least sum of squared error and lambda times rate. */
class LambdaRoundingTest {
  private static final PacketizerOptions PACKETS =
      PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED).withPacketBytes(600);

  private static final Signal PICTURE = PatchPictures.halfFlat();

  private static EncodedPatches encode(double lambda) {
    // So few steps are not refined: what is rounded is what was trained.
    return new PatchedSignalEncoder(
            PatchPictures.options(PICTURE).withSteps(20, 50),
            new PatchRounding.Lambda(lambda),
            PACKETS,
            Optional.empty(),
            Runnable::run,
            1)
        .encode(PICTURE, PatchTrainingListener.NONE);
  }

  @Test
  void largerLambdaTakesFewerBytesAndLeavesMoreError() {
    EncodedPatches fine = encode(1e-6);
    EncodedPatches middle = encode(1e-5);
    EncodedPatches coarse = encode(1e-4);
    String all = fine.stream().bytes() + ", " + middle.stream().bytes();
    assertTrue(fine.stream().bytes() > middle.stream().bytes(), all);
    assertTrue(middle.stream().bytes() > coarse.stream().bytes(), all);
    String decibels = fine.psnr() + ", " + middle.psnr() + ", " + coarse.psnr() + " dB";
    assertTrue(fine.psnr() > middle.psnr() && middle.psnr() > coarse.psnr(), decibels);
    assertTrue(fine.trained().weights() >= coarse.trained().weights(), "weights are dearer");
  }

  @Test
  void otherStepsGiveHardlyASmallerSum() {
    PatchRounding.Lambda slope = new PatchRounding.Lambda(2e-5);
    PatchedWeights trained = encode(slope.lambda()).trained();
    List<Integer> order =
        IntStream.range(0, trained.patches().size())
            .filter(patch -> trained.patches().get(patch) != null)
            .boxed()
            .toList();
    PatchQuantizer quantizer = PatchQuantizer.of(trained, order, Runnable::run, 1);
    double scale = PatchRounder.scaleOf(quantizer, slope);
    double chosen = sum(trained, quantizer.quantize(scale), slope);
    for (double factor : new double[] {0.5, 0.7, 0.85, 1.2, 1.4, 2}) {
      double other = sum(trained, quantizer.quantize(factor * scale), slope);
      assertTrue(other > 0.985 * chosen, factor + " times the steps: " + other + " < " + chosen);
    }
  }

  /** Mean squared error and lambda times the bits of a weight; what all scales share left out. */
  private static double sum(
      PatchedWeights trained, QuantizedPatches rounded, PatchRounding.Lambda slope) {
    List<PatchWeights> patches =
        new ArrayList<>(Collections.nCopies(trained.patches().size(), (PatchWeights) null));
    for (PatchSymbols one : rounded.patches()) {
      patches.set(one.patch(), rounded.description().dequantize(one));
    }
    PatchedWeights received =
        new PatchedWeights(
            trained.base(), trained.baseStep(), trained.grid(), trained.family(), patches);
    Signal decoded =
        PatchedNetwork.of(received).reconstruct(PICTURE.format(), PICTURE.grid(), Runnable::run, 1);
    double error = Math.pow(10, -Psnr.decibels(PICTURE, decoded) / 10);
    int bytes = new PatchBodyCoder(rounded.description()).encode(rounded.patches()).length;
    return error + slope.lambda() * 8 * bytes / trained.weights();
  }

  @Test
  void lambdaIsAboveZero() {
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> new PatchRounding.Lambda(wrong));
      assertEquals("a rate's lambda is finite and above 0, got " + wrong, refused.getMessage());
    }
  }
}
