package dev.sirencast.trainer.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** From a small picture to a stream. */
class PatchedSignalEncoderTest {
  private static final PacketizerOptions PACKETS =
      PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED).withPacketBytes(600);

  private static final Signal PICTURE = PatchPictures.halfFlat();

  private static EncodedPatches encode(Signal picture, PatchRounding rounding) {
    return encode(picture, rounding, 1, PatchTrainingListener.NONE);
  }

  private static EncodedPatches encode(
      Signal picture, PatchRounding rounding, int threads, PatchTrainingListener listener) {
    return new PatchedSignalEncoder(
            PatchPictures.options(picture),
            rounding,
            PACKETS,
            Optional.empty(),
            ForkJoinPool.commonPool(),
            threads)
        .encode(picture, listener);
  }

  private static PatchedSignalParts inParts(PatchRounding rounding) {
    return new PatchedSignalParts(
        new PatchedSignalEncoder(
            PatchPictures.options(PICTURE),
            rounding,
            PACKETS,
            Optional.empty(),
            ForkJoinPool.commonPool(),
            1));
  }

  private static EncodedPatches partAfterPart(PatchRounding rounding, int count)
      throws IOException {
    PatchedSignalParts steps = inParts(rounding);
    ByteArrayOutputStream base = new ByteArrayOutputStream();
    steps.foundation(PICTURE, PatchTrainingListener.NONE).writeTo(base);
    List<PatchPart> parts = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      PatchFoundation read =
          inParts(rounding).readFoundation(new ByteArrayInputStream(base.toByteArray()));
      ByteArrayOutputStream part = new ByteArrayOutputStream();
      steps.part(PICTURE, read, i, count, PatchTrainingListener.NONE).writeTo(part);
      parts.add(steps.readPart(new ByteArrayInputStream(part.toByteArray())));
    }
    PatchFoundation read = steps.readFoundation(new ByteArrayInputStream(base.toByteArray()));
    return steps.whole(PICTURE, read, parts, PatchTrainingListener.NONE);
  }

  @Test
  void partsMakeTheSameStreamInAnyOrder() throws IOException {
    PatchRounding small = new PatchRounding.Bytes(4_000);
    assertSameFrames(encode(PICTURE, small).stream(), partAfterPart(small, 3).stream());
    PatchRounding usual = PatchRounding.DEFAULT;
    assertSameFrames(encode(PICTURE, usual).stream(), partAfterPart(usual, 2).stream());
    PatchRounding none = new PatchRounding.Bytes(10);
    assertSameFrames(encode(PICTURE, none).stream(), partAfterPart(none, 2).stream());
  }

  @Test
  void stepsThatNobodyWantsBringNothing() {
    PatchTrainingListener stopped =
        new PatchTrainingListener() {
          @Override
          public void onPatch(int done, int patches) {}

          @Override
          public boolean stopRequested() {
            return true;
          }
        };
    assertThrows(
        CancellationException.class,
        () -> inParts(PatchRounding.DEFAULT).foundation(PICTURE, stopped));
  }

  private static double baseAlone(PatchedWeights weights) {
    PatchedWeights bare =
        new PatchedWeights(
            weights.base(),
            weights.baseStep(),
            weights.grid(),
            weights.family(),
            Collections.nCopies(weights.grid().patches(), null));
    Signal decoded =
        PatchedNetwork.of(bare).reconstruct(PICTURE.format(), PICTURE.grid(), Runnable::run, 1);
    return Psnr.decibels(PICTURE, decoded);
  }

  private static int coded(EncodedPatches encoded) {
    return encoded.stream().manifest().patches().orElseThrow().coded();
  }

  private static void assertSameFrames(EncodedStream expected, EncodedStream actual) {
    assertEquals(expected.frames().size(), actual.frames().size());
    for (int i = 0; i < expected.frames().size(); i++) {
      assertArrayEquals(expected.frames().get(i), actual.frames().get(i), "frame " + i);
    }
  }

  @Test
  void patchesBringWhatTheBaseLeaves() {
    EncodedPatches encoded = encode(PICTURE, PatchRounding.DEFAULT);
    double base = baseAlone(encoded.trained());
    assertTrue(encoded.psnr() > base + 6, encoded.psnr() + " dB on a base of " + base + " dB");
    assertEquals(Psnr.decibels(PICTURE, encoded.decoded()), encoded.psnr());
  }

  @Test
  void flatPatchesGetNoNetwork() {
    PatchedWeights weights = encode(PICTURE, PatchRounding.DEFAULT).trained();
    assertEquals("4x3", weights.grid().toString());
    for (int patch = 0; patch < 12; patch++) {
      if (patch % 4 == 0) {
        assertNull(weights.patches().get(patch), "flat patch " + patch);
      } else if (patch % 4 >= 2) {
        assertNotNull(weights.patches().get(patch), "patch of waves " + patch);
      }
    }
  }

  @Test
  void bytesAreTheSameWhateverTheThreads() {
    EncodedPatches alone = encode(PICTURE, PatchRounding.DEFAULT);
    EncodedPatches three = encode(PICTURE, PatchRounding.DEFAULT, 3, PatchTrainingListener.NONE);
    assertSameFrames(alone.stream(), three.stream());
    assertEquals(alone.psnr(), three.psnr());
  }

  @Test
  void roundingCostsWhatItMay() {
    for (double allowed : new double[] {0.2, 0.5, 1}) {
      EncodedPatches encoded = encode(PICTURE, new PatchRounding.Drop(allowed));
      assertEquals(allowed, encoded.floatPsnr() - encoded.psnr(), 0.15);
    }
  }

  @Test
  void streamHasNoMoreBytesThanWereAskedFor() {
    EncodedPatches larger = encode(PICTURE, new PatchRounding.Bytes(14000));
    EncodedPatches smaller = encode(PICTURE, new PatchRounding.Bytes(9000));
    assertTrue(larger.met() && smaller.met());
    assertTrue(larger.stream().bytes() <= 14000, larger.stream().bytes() + " bytes");
    assertTrue(smaller.stream().bytes() <= 9000, smaller.stream().bytes() + " bytes");
    assertTrue(larger.stream().bytes() > 13500, larger.stream().bytes() + " bytes");
    assertTrue(Math.min(larger.psnr(), smaller.psnr()) > 40, larger.psnr() + ", " + smaller.psnr());
  }

  @Test
  void bytesOfPartsAreCountedToo() {
    PatchedSignalEncoder encoder =
        new PatchedSignalEncoder(
            PatchPictures.options(PICTURE),
            new PatchRounding.Bytes(10000),
            PACKETS.withOrder(PacketOrder.PROGRESSIVE),
            Optional.empty(),
            Runnable::run,
            1);
    EncodedPatches encoded = encoder.encode(PICTURE, PatchTrainingListener.NONE);
    assertTrue(encoded.stream().manifest().patches().orElseThrow().refined() > 0);
    assertTrue(encoded.met());
    assertTrue(encoded.stream().bytes() <= 10000, encoded.stream().bytes() + " bytes");
    assertTrue(encoded.stream().bytes() > 9500, encoded.stream().bytes() + " bytes");
  }

  @Test
  void tooFewBytesAreToldBeforePatchesAreTrained() {
    PatchTrainingListener untrained =
        new PatchTrainingListener() {
          @Override
          public void onTrial(int done, int patches) {
            throw new AssertionError("widths were tried");
          }

          @Override
          public void onPatch(int done, int patches) {
            throw new AssertionError("patch " + done + " was trained");
          }
        };
    EncodedPatches encoded = encode(PICTURE, new PatchRounding.Bytes(1), 1, untrained);
    assertFalse(encoded.met());
    assertTrue(encoded.stream().bytes() > 1);
    long least = encoded.stream().bytes();
    assertTrue(encode(PICTURE, new PatchRounding.Bytes(least)).met());
  }

  @Test
  void stopWhileWidthsAreTriedGivesTheBase() {
    PatchTrainingListener stopping =
        new PatchTrainingListener() {
          private boolean tried;

          @Override
          public void onTrial(int done, int patches) {
            tried = true;
          }

          @Override
          public void onPatch(int done, int patches) {
            throw new AssertionError("patch " + done + " was trained");
          }

          @Override
          public boolean stopRequested() {
            return tried;
          }
        };
    EncodedPatches encoded = encode(PICTURE, new PatchRounding.Bytes(10000), 1, stopping);
    assertEquals(1, coded(encoded));
    assertTrue(encoded.met());
  }

  @Test
  void signalWithoutAPatchThatPaysIsStillAStream() {
    EncodedPatches encoded = encode(PatchPictures.grey(), PatchRounding.DEFAULT);
    assertTrue(encoded.trained().patches().stream().filter(patch -> patch != null).count() <= 1);
    assertEquals(1, coded(encoded));
    assertTrue(encoded.psnr() > 30, encoded.psnr() + " dB");
    assertFalse(encoded.stream().frames().isEmpty());
  }

  @Test
  void stopLeavesTheOtherPatchesToTheBase() {
    AtomicInteger done = new AtomicInteger();
    PatchTrainingListener stopping =
        new PatchTrainingListener() {
          @Override
          public void onPatch(int patches, int all) {
            assertEquals(12, all);
            done.set(patches);
          }

          @Override
          public boolean stopRequested() {
            return done.get() >= 3;
          }
        };
    EncodedPatches encoded = encode(PICTURE, PatchRounding.DEFAULT, 1, stopping);
    assertEquals(3, done.get());
    long trained = encoded.trained().patches().stream().filter(Objects::nonNull).count();
    assertTrue(trained >= 1 && trained <= 3, trained + " patches have a network");
  }

  @Test
  void stopAtOnceStillGivesAStream() {
    PatchTrainingListener stopped =
        new PatchTrainingListener() {
          @Override
          public void onPatch(int done, int patches) {
            throw new AssertionError("patch " + done + " was trained");
          }

          @Override
          public boolean stopRequested() {
            return true;
          }
        };
    EncodedPatches encoded = encode(PICTURE, PatchRounding.DEFAULT, 1, stopped);
    assertEquals(1, coded(encoded));
    assertEquals(baseAlone(encoded.trained()), encoded.psnr(), 0.1);
  }

  /**
   * Patches of 12 and of 13 columns: two grids in a stack. Steps of all points do not come as far
   * as those of a quarter, which the tensor engine does not take.
   */
  @Test
  void tensorEngineTrainsPatchesToo() {
    PatchTrainingOptions java = PatchPictures.options(PICTURE).withSizes(List.of(15, 16));
    PatchTrainingOptions torch = java.withEngine(TrainingEngine.TORCH, TrainingDevice.CPU);
    EncodedPatches actual = encode(torch);
    assertTrue(actual.floatPsnr() > baseAlone(actual.trained()) + 10, "" + actual.floatPsnr());
    assertEquals(encode(java).floatPsnr(), actual.floatPsnr(), 4);
  }

  private static EncodedPatches encode(PatchTrainingOptions options) {
    return new PatchedSignalEncoder(
            options, PatchRounding.DEFAULT, PACKETS, Optional.empty(), Runnable::run, 1)
        .encode(PICTURE, PatchTrainingListener.NONE);
  }

  @Test
  void sizesMustBeOneAnAxis() {
    PatchTrainingOptions options = PatchPictures.options(PICTURE).withSizes(List.of(16));
    PatchedSignalEncoder encoder =
        new PatchedSignalEncoder(
            options, PatchRounding.DEFAULT, PACKETS, Optional.empty(), Runnable::run, 1);
    assertThrows(
        IllegalArgumentException.class, () -> encoder.encode(PICTURE, PatchTrainingListener.NONE));
  }
}
