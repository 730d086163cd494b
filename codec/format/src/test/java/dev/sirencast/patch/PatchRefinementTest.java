package dev.sirencast.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PatchRefinementTest {
  private final PatchDescription description =
      TestPatches.description(CoordinateGrid.of(64, 64), 3, 16, 16);
  private final PatchRefinementCoder coder = new PatchRefinementCoder(description);

  private PatchSymbols patch(int number, SplittableRandom random) {
    PatchSymbols any = TestPatches.symbols(description, number, random);
    return new PatchSymbols(number, any.width(), 8, 32, 128, any.symbols());
  }

  @Test
  void coarsePatchAndRefinementMakeThePatch() {
    SplittableRandom random = new SplittableRandom(1);
    for (int bits = 1; bits <= PatchRefinement.MAX_BITS; bits++) {
      if (PatchRefinement.isPossible(patch(3, random), bits)) {
        PatchSymbols fine = patch(3, random);
        PatchSymbols coarse = PatchRefinement.coarse(fine, bits);
        PatchRefinement rest = PatchRefinement.of(fine, bits);
        assertTrue(rest.fits(coarse));
        PatchSymbols both = rest.refine(coarse);
        assertArrayEquals(fine.symbols(), both.symbols());
        assertArrayEquals(
            description.dequantize(fine).weights(), description.dequantize(both).weights());
        assertTrue(both.isRefined());
        assertFalse(rest.fits(both));
        float[] near = description.dequantize(coarse).weights();
        float[] exact = description.dequantize(fine).weights();
        float step = description.models().get(fine.width()).step(0, coarse.fineness());
        for (int i = 0; i < near.length; i++) {
          assertEquals(exact[i], near[i], 0.501f * step);
        }
      }
    }
  }

  @Test
  void everyRestComesBack() {
    SplittableRandom random = new SplittableRandom(2);
    List<PatchRefinement> sent = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sent.add(PatchRefinement.of(patch(i, random), 1 + i % 7));
    }
    byte[] body = coder.encode(sent);
    assertEquals(PatchRefinementCoder.length(sent), body.length);
    assertTrue(PatchRefinementCoder.isMeant(body));
    assertTrue(new PatchBodyCoder(description).decode(body).isEmpty());
    List<PatchRefinement> received = coder.decode(body).orElseThrow();
    for (int i = 0; i < sent.size(); i++) {
      assertEquals(sent.get(i).patch(), received.get(i).patch());
      assertEquals(sent.get(i).bits(), received.get(i).bits());
      assertArrayEquals(sent.get(i).rests(), received.get(i).rests());
    }
  }

  @Test
  void noBytesMakeItThrowAndDamagedOnesAreNone() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] good = coder.encode(List.of(PatchRefinement.of(patch(5, random), 2)));
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      assertTrue(coder.decode(bad).isEmpty());
      assertTrue(coder.decode(Arrays.copyOf(good, random.nextInt(good.length))).isEmpty());
    }
    PatchRefinement twice = PatchRefinement.of(patch(5, random), 2);
    assertTrue(coder.decode(coder.encode(List.of(twice, twice))).isEmpty());
  }
}
