package dev.sirencast.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PatchBodyCoderTest {
  private final PatchDescription description =
      TestPatches.description(CoordinateGrid.of(64, 64), 3, 16, 16);

  @Test
  void everySymbolAndHeadComesBack() {
    SplittableRandom random = new SplittableRandom(1);
    PatchBodyCoder coder = new PatchBodyCoder(description);
    for (int count = 1; count <= 16; count++) {
      List<PatchSymbols> sent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sent.add(TestPatches.symbols(description, (i * 5) % 16, random));
      }
      List<PatchSymbols> received = coder.decode(coder.encode(sent)).orElseThrow();
      assertEquals(count, received.size());
      for (int i = 0; i < count; i++) {
        PatchSymbols a = sent.get(i);
        PatchSymbols b = received.get(i);
        assertEquals(a.patch(), b.patch());
        assertEquals(a.width(), b.width());
        assertEquals(a.amplitude(), b.amplitude());
        assertEquals(a.fineness(), b.fineness());
        assertEquals(a.spread(), b.spread());
        assertArrayEquals(a.symbols(), b.symbols());
      }
    }
  }

  @Test
  void noBytesMakeItThrowOrReadMoreThanIsAllowed() {
    SplittableRandom random = new SplittableRandom(2);
    PatchBodyCoder coder = new PatchBodyCoder(description);
    byte[] good =
        coder.encode(
            List.of(
                TestPatches.symbols(description, 3, random),
                TestPatches.symbols(description, 9, random)));
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bad = good.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      bad = Arrays.copyOf(bad, i % 3 == 0 ? random.nextInt(bad.length) : bad.length);
      refused += coder.decode(bad).isEmpty() ? 1 : 0;
    }
    assertTrue(refused > 1990, "only " + refused + " of 2,000 damaged bodies were refused");
    assertTrue(coder.decode(new byte[0]).isEmpty());
    byte[] many = new byte[1 + 255 * PatchBodyCoder.HEAD_BYTES + 8];
    Arrays.fill(many, (byte) 0xff);
    assertTrue(coder.decode(many).isEmpty());
  }

  @Test
  void coarserSymbolsStandForNearlyTheSame() {
    PatchSymbols fine = TestPatches.symbols(description, 1, new SplittableRandom(4));
    PatchSymbols start = new PatchSymbols(1, fine.width(), 8, 32, 128, fine.symbols());
    float[] before = description.dequantize(start).weights();
    float[] after = description.dequantize(start.coarser()).weights();
    float step = description.models().get(fine.width()).step(0, 32);
    for (int i = 0; i < before.length; i++) {
      assertEquals(before[i], after[i], step * 1.001f);
    }
  }

  @Test
  void seededTensorsTakeNoBytesAndComeBackAsZeros() {
    PatchFamily all = description.family();
    SeededTensors seeded = SeededTensors.firstLayerAndBiases(all.shape(), all.seed());
    PatchFamily family =
        new PatchFamily(
            all.shape(),
            all.widths(),
            all.seed(),
            all.firstScale(),
            all.hiddenScale(),
            all.lastScale(),
            seeded.tensors());
    PatchDescription fewer =
        new PatchDescription(description.grid(), 2, family, description.models(), 16);
    PatchSymbols patch = TestPatches.symbols(description, 1, new SplittableRandom(4));
    short[] wanted = patch.symbols().clone();
    int at = 0;
    for (int tensor = 0; tensor < all.shape().tensors(); tensor++) {
      int end = at + all.architecture(patch.width()).tensorSize(tensor);
      if (seeded.contains(tensor)) {
        Arrays.fill(wanted, at, end, (short) 0);
      }
      at = end;
    }
    PatchBodyCoder coder = new PatchBodyCoder(fewer);
    byte[] body = coder.encode(List.of(patch));
    assertTrue(body.length < new PatchBodyCoder(description).encode(List.of(patch)).length);
    assertArrayEquals(wanted, coder.decode(body).orElseThrow().get(0).symbols());
  }

  @Test
  void notAllTensorsAreSeeded() {
    PatchFamily all = description.family();
    for (List<Integer> seeded : List.of(List.of(0, 1, 2, 3, 4, 5), List.of(6), List.of(-1))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new PatchFamily(all.shape(), all.widths(), 1, 1, 1, 1, seeded));
    }
  }

  @Test
  void aBodyHasSomePatches() {
    PatchBodyCoder coder = new PatchBodyCoder(description);
    assertThrows(IllegalArgumentException.class, () -> coder.encode(List.of()));
  }

  @Test
  void amplitudesCoverTheirPeak() {
    for (double peak : new double[] {1e-6, 1e-4, 0.003, 0.5, 1, 1.7, 2}) {
      float amplitude = PatchSymbols.amplitudeOf(PatchSymbols.amplitudeIndex(peak));
      assertTrue(amplitude >= peak, peak + " above " + amplitude);
      assertTrue(amplitude < 1.2 * peak || amplitude < 4e-5, peak + " far below " + amplitude);
    }
  }
}
