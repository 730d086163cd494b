package dev.sirencast.trainer.patch;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.patch.PatchBodyCoder;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Training with the rounding in the loop, judged by decoded samples and coded bytes. */
class PatchRefiningTest {
  private static final double SCALE = 0.05;

  private final Signal picture = PatchPictures.halfFlat();
  private final PatchTrainingOptions options = PatchPictures.options(picture);
  private final PatchQuantizer quantizer = quantizer();

  private PatchQuantizer quantizer() {
    PatchTrainer trainer = trainer(options);
    TrainedPatches trained = trainer.patches(trainer.base(), PatchTrainingListener.NONE);
    return PatchQuantizer.of(trained.weights(), trained.order(), Runnable::run, 1);
  }

  private PatchTrainer trainer(PatchTrainingOptions chosen) {
    return new PatchTrainer(picture, chosen, Runnable::run, 1);
  }

  /** The sum of squared errors of y. */
  private double squaredError(QuantizedPatches rounded) {
    PatchedWeights whole = quantizer.weights();
    List<@Nullable PatchWeights> patches =
        new ArrayList<>(Collections.nCopies(whole.patches().size(), null));
    for (PatchSymbols one : rounded.patches()) {
      patches.set(one.patch(), rounded.description().dequantize(one));
    }
    Signal decoded =
        PatchedNetwork.of(
                new PatchedWeights(
                    whole.base(), whole.baseStep(), whole.grid(), whole.family(), patches))
            .reconstruct(picture.format(), picture.grid(), Runnable::run, 1);
    double sum = 0;
    for (int point = 0; point < picture.grid().points(); point++) {
      for (int c = 0; c < picture.components(); c++) {
        double error = 2.0 * (decoded.sample(point, c) - picture.sample(point, c));
        sum += error * error;
      }
    }
    return sum;
  }

  /** Error, and coded bits at the price that refining has for them. */
  private double cost(PatchQuantizer of) {
    QuantizedPatches rounded = of.quantize(SCALE);
    PatchDescription description = rounded.description();
    int bytes = new PatchBodyCoder(description).encode(rounded.patches()).length;
    return squaredError(rounded) + 2 * Math.log(2) * SCALE * SCALE * 8 * bytes;
  }

  @Test
  void refiningLowersErrorAndBits() {
    double before = cost(quantizer);
    double after = cost(trainer(options).refine(quantizer, SCALE, 60));
    assertTrue(after < 0.99 * before, "from " + before + " to " + after);
  }

  @Test
  void whatGetsWorseIsNotKept() {
    PatchTrainer wild = trainer(options.withLearningRate(1e4));
    PatchQuantizer refined = wild.refine(quantizer, SCALE, 5);
    int seen = 0;
    for (int patch = 0; patch < 12; patch++) {
      PatchWeights own = quantizer.weights().patches().get(patch);
      if (own != null) {
        assertSame(own, refined.weights().patches().get(patch), "patch " + patch);
        seen++;
      }
    }
    assertTrue(seen > 0);
    assertNotNull(refined.quantize(SCALE));
  }
}
