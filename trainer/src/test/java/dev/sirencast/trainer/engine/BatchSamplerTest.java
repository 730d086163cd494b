package dev.sirencast.trainer.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchSamplerTest {

  @Test
  void drawsEveryPointOnceInEachPermutation() {
    BatchSampler sampler = new BatchSampler(1, 12, 4);
    int[] previous = new int[12];
    for (int epoch = 0; epoch < 5; epoch++) {
      int[] drawn = new int[12];
      for (int batch = 0; batch < 3; batch++) {
        System.arraycopy(sampler.next(), 0, drawn, 4 * batch, 4);
      }
      assertFalse(Arrays.equals(previous, drawn));
      previous = drawn.clone();
      Arrays.sort(drawn);
      assertArrayEquals(IntStream.range(0, 12).toArray(), drawn);
    }
  }

  @Test
  void goesOnIntoTheNextPermutationInsideABatch() {
    BatchSampler sampler = new BatchSampler(1, 3, 2);
    int[] drawn = new int[6];
    for (int batch = 0; batch < 3; batch++) {
      System.arraycopy(sampler.next(), 0, drawn, 2 * batch, 2);
    }
    Arrays.sort(drawn);
    assertArrayEquals(new int[] {0, 0, 1, 1, 2, 2}, drawn);
  }

  @Test
  void seekGoesToTheBatchOfAnyStep() {
    BatchSampler straight = new BatchSampler(7, 10, 4);
    for (int step = 0; step < 12; step++) {
      int[] expected = straight.next().clone();
      BatchSampler sought = new BatchSampler(7, 10, 4);
      sought.seek(step);
      assertArrayEquals(expected, sought.next());
    }
  }
}
