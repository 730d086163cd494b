package dev.sirencast.trainer.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Patches that are trained to withstand noise on their weights. */
class RobustPatchesTest {
  private static final PacketizerOptions PACKETS =
      PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED);

  private static final Signal PICTURE = PatchPictures.halfFlat();

  private static PatchTrainingOptions options(String noise) {
    PatchTrainingOptions plain = PatchPictures.options(PICTURE).withWidths(List.of(16));
    return noise.equals("none") ? plain : plain.withNoise(TrainingNoise.parse(noise));
  }

  private static EncodedPatches encode(String noise, int threads) {
    return new PatchedSignalEncoder(
            options(noise),
            PatchRounding.DEFAULT,
            PACKETS,
            Optional.empty(),
            ForkJoinPool.commonPool(),
            threads)
        .encode(PICTURE, PatchTrainingListener.NONE);
  }

  /** The mean over some draws of the PSNR under noise on what is sent. */
  private static double under(EncodedPatches encoded, WeightNoise noise) {
    SeededTensors seeded = encoded.stream().manifest().origin().seeded();
    double sum = 0;
    for (int draw = 0; draw < 8; draw++) {
      PatchedWeights noisy = encoded.trained().under(noise.perturbations(), seeded, draw);
      Signal decoded =
          PatchedNetwork.of(noisy).reconstruct(PICTURE.format(), PICTURE.grid(), Runnable::run, 1);
      sum += Psnr.decibels(PICTURE, decoded) / 8;
    }
    return sum;
  }

  private static void assertGain(String noise, double decibels) {
    WeightNoise one = TrainingNoise.parse(noise).middle();
    EncodedPatches robust = encode(noise, 1);
    double plain = under(encode("none", 1), one);
    double gained = under(robust, one);
    assertTrue(gained > plain + decibels, gained + " dB, plain " + plain);
    assertEquals(gained, robust.noisyPsnr(), 2);
    assertEquals(one, robust.stream().manifest().origin().noise());
  }

  @Test
  void standsAdditiveNoise() {
    assertGain("gaussian:3e-3", 6);
  }

  @Test
  void standsMasks() {
    assertGain("mask:2e-2", 4);
  }

  @Test
  void firstLayersAndBiasesAreNotSentWhereMasksComeAndKeepTheirSeed() {
    EncodedPatches encoded = encode("mask:2e-2", 1);
    StreamManifest manifest = encoded.stream().manifest();
    PatchFamily family = manifest.patches().orElseThrow().family();
    assertEquals(List.of(0, 1, 3, 5, 7), family.seeded());
    assertEquals(List.of(0, 1, 3, 5), manifest.origin().seeded().tensors());
    PatchWeights patch =
        encoded.trained().patches().stream().filter(one -> one != null).findFirst().orElseThrow();
    float[] initial = family.initial(patch.width());
    for (int i = 0; i < 3 * family.widths().get(patch.width()); i++) {
      assertEquals(initial[i], patch.weights()[i]);
    }
    PatchedWeights trained = encoded.trained();
    assertTrue(trained.sentWeights(manifest.origin().seeded()) < 0.95 * trained.weights());
  }

  @Test
  void bytesAreTheSameWhateverTheThreads() {
    List<byte[]> alone = encode("gaussian:1e-3+mask:1e-2", 1).stream().frames();
    List<byte[]> three = encode("gaussian:1e-3+mask:1e-2", 3).stream().frames();
    assertEquals(alone.size(), three.size());
    for (int i = 0; i < alone.size(); i++) {
      assertArrayEquals(alone.get(i), three.get(i), "frame " + i);
    }
  }

  @Test
  void smallFactorsChangeNoFunctionThatPatchesBeginWith() {
    PatchFamily plain = options("none").family();
    PatchFamily robust = options("gaussian:1e-3").family();
    assertEquals(1, robust.shape().omega0First());
    SirenArchitecture shape = robust.architecture(0);
    float[] before = plain.initial(0);
    float[] after = robust.initial(0);
    int at = 0;
    for (int tensor = 0; tensor < shape.tensors(); tensor++) {
      int layer = SirenArchitecture.layerOf(tensor);
      double factor = shape.omega0(layer) / plain.shape().omega0(layer);
      for (int end = at + shape.tensorSize(tensor); at < end; at++) {
        assertEquals(before[at], factor * after[at], 1e-6 + 1e-5 * Math.abs(before[at]));
      }
    }
  }

  @Test
  void noiseHitsWhatIsSentAndTheGradientFollowsIt() {
    SirenArchitecture shape = new SirenArchitecture(2, 8, 1, 3, 30, 30);
    float[] weights = SirenInitializer.initialize(shape, 1).toFlatArray();
    SeededTensors first = SeededTensors.firstLayer(1);
    FitHooks hooks =
        NoisyWeights.hooks(TrainingNoise.of(WeightNoise.mask(0.5)), shape, first, 10, 3);
    float[] seen = weights.clone();
    hooks.perturbation().apply(weights, seen, 4);
    float[] gradient = new float[weights.length];
    java.util.Arrays.fill(gradient, 1);
    hooks.perturbation().adjust(gradient, 4);
    int masked = 0;
    for (int i = 0; i < weights.length; i++) {
      assertEquals(weights[i] * gradient[i], seen[i]);
      masked += gradient[i] == 0 ? 1 : 0;
      assertTrue(i >= 24 || gradient[i] == 1, "seeded weight " + i);
    }
    assertEquals(0.5, masked / (weights.length - 24.0), 0.2);
    float[] again = weights.clone();
    hooks.perturbation().apply(weights, again, 4);
    assertArrayEquals(seen, again);
    assertEquals(
        FitHooks.NONE, NoisyWeights.hooks(TrainingNoise.of(WeightNoise.NONE), shape, first, 10, 3));
  }
}
