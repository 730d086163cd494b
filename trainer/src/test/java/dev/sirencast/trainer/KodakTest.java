package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * A real picture at full length. It runs where the system property {@code sirencast.kodim24} names
 * the file of Kodak's image 24 at 192x128.
 */
class KodakTest {

  @Test
  void reachesWhatAPlainImplementationReaches() throws IOException {
    File file = new File(System.getProperty("sirencast.kodim24", ""));
    assumeTrue(file.isFile(), "no picture");
    SirenArchitecture architecture = new SirenArchitecture(2, 256, 3, 3, 30, 30);
    TrainingResult result =
        SirenTrainer.train(
            read(file), architecture, TrainingOptions.defaults(), TrainingListener.none());
    // Between seeds it varies from 38.4 to 39.1 dB.
    assertTrue(result.psnr() > 38, () -> "PSNR " + result.psnr());
  }

  private static Signal read(File file) throws IOException {
    BufferedImage image = ImageIO.read(file);
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    float[] samples = new float[3 * pixels.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (pixels[i / 3] >> (16 - 8 * (i % 3)) & 0xff) / 255f;
    }
    return Signal.of(new ImageFormat(8), CoordinateGrid.of(width, height), 3, samples);
  }
}
