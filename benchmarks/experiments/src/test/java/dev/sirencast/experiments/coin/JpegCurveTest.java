package dev.sirencast.experiments.coin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.media.TestCard;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JpegCurveTest {
  @Test
  void moreBytesBuyMoreUpToTheBudget() throws IOException {
    JpegCurve curve = JpegCurve.of(TestCard.create(96, 64), 4000);
    JpegCurve.File shortest = curve.shortest();
    double last = 0;
    for (long bytes = shortest.bytes(); bytes <= 4000; bytes += 400) {
      JpegCurve.File file = curve.within(bytes).orElseThrow();
      assertTrue(file.bytes() <= bytes, file + " in " + bytes);
      assertTrue(file.psnr() >= last - 0.2, file + " after " + last);
      last = file.psnr();
    }
    assertTrue(last > shortest.psnr() + 3, last + " and " + shortest);
    assertTrue(last > 20, "got " + last);
  }

  @Test
  void thereIsNoFileShorterThanTheShortest() throws IOException {
    JpegCurve curve = JpegCurve.of(TestCard.create(32, 24), 3000);
    assertEquals(Optional.empty(), curve.within(curve.shortest().bytes() - 1));
  }
}
