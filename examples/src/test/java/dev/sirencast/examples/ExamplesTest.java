package dev.sirencast.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.receiver.SirenReceiver;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples do what they say. */
class ExamplesTest {
  private static final int HEIGHT = 64;
  private static final int BAR = 24;

  @TempDir Path directory;

  private static BufferedImage whole() throws IOException {
    SirenReceiver receiver = SirenReceiver.create();
    receiver.readFrom(new ByteArrayInputStream(SampleStream.bytes()));
    return Pictures.of(receiver.finish().reconstruct());
  }

  @Test
  void decodesAFile() throws IOException {
    Path stream = Files.write(directory.resolve("a.siren"), SampleStream.bytes());
    Path picture = directory.resolve("a.png");
    DecodeFile.main(new String[] {stream.toString(), picture.toString()});
    assertEquals(whole().getRGB(20, 11), ImageIO.read(picture.toFile()).getRGB(20, 11));
  }

  @Test
  void viewerPaintsTheWholeStreamAtLast() throws Exception {
    SwingViewer viewer = new SwingViewer();
    SwingViewer.play(new ByteArrayInputStream(SampleStream.bytes()), 10_000_000, viewer);
    BufferedImage painted = paint(viewer);
    BufferedImage whole = whole();
    for (int component = 0; component < 24; component += 8) {
      int expected = whole.getRGB(31, 17) >> component & 0xff;
      int seen = painted.getRGB(31 * 2, 17 * 2) >> component & 0xff;
      assertEquals(expected, seen, 12, "a pixel of the picture, but for its smoothing");
    }
    assertEquals(0x3a7d44, painted.getRGB(90, HEIGHT + BAR - 2) & 0xffffff, "the bar is full");
  }

  @Test
  void viewerPaintsAPartOfTheStream() throws Exception {
    byte[] bytes = SampleStream.bytes();
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    SwingViewer viewer = new SwingViewer();
    SwingViewer.play(new ByteArrayInputStream(half), 10_000_000, viewer);
    BufferedImage painted = paint(viewer);
    assertEquals(0x3a7d44, painted.getRGB(2, HEIGHT + BAR - 2) & 0xffffff, "the bar has begun");
    assertNotEquals(0x3a7d44, painted.getRGB(90, HEIGHT + BAR - 2) & 0xffffff, "nor ended");
    int colours = 0;
    for (int x = 1; x < 96; x++) {
      colours += painted.getRGB(x, 20) == painted.getRGB(x - 1, 20) ? 0 : 1;
    }
    assertTrue(colours > 10, "a picture is there");
  }

  private static BufferedImage paint(SwingViewer viewer) throws Exception {
    BufferedImage image = new BufferedImage(96, HEIGHT + BAR, BufferedImage.TYPE_INT_RGB);
    SwingUtilities.invokeAndWait(
        () -> {
          viewer.setSize(image.getWidth(), image.getHeight());
          viewer.paint(image.getGraphics());
        });
    return image;
  }
}
