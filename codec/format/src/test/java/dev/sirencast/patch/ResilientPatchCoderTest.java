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

class ResilientPatchCoderTest {
  private static final int LOW_BITS = 3;

  private final PatchDescription plain =
      TestPatches.description(CoordinateGrid.of(64, 64), 3, 16, 16);
  private final PatchDescription description =
      plain.withCoding(new PatchCoding.ErrorResilient(LOW_BITS, 8));
  private final PatchCoder coder = PatchCoder.of(description);
  private final List<PatchSymbols> sent = sent();

  private List<PatchSymbols> sent() {
    SplittableRandom random = new SplittableRandom(1);
    List<PatchSymbols> sent = new ArrayList<>();
    for (int patch = 1; patch < 6; patch++) {
      sent.add(TestPatches.symbols(description, patch, random));
    }
    return sent;
  }

  @Test
  void everySymbolAndHeadComesBack() {
    for (PatchCoding.ErrorResilient coding :
        List.of(
            new PatchCoding.ErrorResilient(0, 0),
            new PatchCoding.ErrorResilient(3, 8),
            new PatchCoding.ErrorResilient(14, 32))) {
      PatchCoder own = PatchCoder.of(plain.withCoding(coding));
      List<PatchSymbols> received = own.decode(own.encode(sent)).orElseThrow();
      for (int i = 0; i < sent.size(); i++) {
        assertEquals(sent.get(i).patch(), received.get(i).patch());
        assertEquals(sent.get(i).width(), received.get(i).width());
        assertEquals(sent.get(i).amplitude(), received.get(i).amplitude());
        assertEquals(sent.get(i).fineness(), received.get(i).fineness());
        assertArrayEquals(sent.get(i).symbols(), received.get(i).symbols());
        assertFalse(received.get(i).isDamaged());
      }
    }
  }

  @Test
  void flippedBitsMoveWeightsByTheirLowestBitsAlone() {
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < 50; trial++) {
      byte[] body = coder.encode(sent);
      for (int flip = 0; flip < 6; flip++) {
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      }
      List<PatchSymbols> received = coder.decodeDamaged(body).orElseThrow();
      int moved = 0;
      for (int i = 0; i < sent.size(); i++) {
        assertTrue(received.get(i).isDamaged());
        short[] before = sent.get(i).symbols();
        for (int k = 0; k < before.length; k++) {
          int error = Math.abs(before[k] - received.get(i).symbols()[k]);
          // A small symbol stands among the lowest bits with its sign.
          assertTrue(error < 2 << LOW_BITS, before[k] + " moved by " + error);
          moved += error == 0 ? 0 : 1;
        }
      }
      assertTrue(moved <= 6, moved + " weights moved");
    }
  }

  @Test
  void noBytesMakeItThrow() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] good = coder.encode(sent);
    for (int i = 0; i < 2000; i++) {
      byte[] bad = Arrays.copyOf(good, i % 2 == 0 ? good.length : random.nextInt(good.length));
      for (int k = random.nextInt(80); k > 0 && bad.length > 0; k--) {
        bad[random.nextInt(Math.min(bad.length, i % 3 == 0 ? 70 : bad.length))] =
            (byte) random.nextInt(256);
      }
      coder.decodeDamaged(bad).ifPresent(all -> assertFalse(all.isEmpty()));
      assertTrue(Arrays.equals(bad, good) || coder.decode(bad).isEmpty());
    }
    assertTrue(coder.decode(new byte[0]).isEmpty());
    assertTrue(coder.decodeDamaged(new byte[2]).isEmpty());
  }
}
