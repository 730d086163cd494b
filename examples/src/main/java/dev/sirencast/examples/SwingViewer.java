package dev.sirencast.examples;

import dev.sirencast.receiver.ProgressiveReceiver;
import dev.sirencast.receiver.ProgressiveUpdate;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;

/**
 * {@code SwingViewer IN.siren [BYTES_A_SECOND]}: a window that paints a stream as it arrives, here
 * from a file that is read as slowly as a bad link would bring it.
 */
public final class SwingViewer extends JComponent {
  private static final long serialVersionUID = 1;
  private static final int BAR = 24;
  private static final int SLOW = 20_000;
  private static final int CHUNK = 1_000;

  private transient BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
  private double share;
  private String words = "waiting";

  /** Makes a viewer that shows nothing yet. */
  public SwingViewer() {
    setPreferredSize(new Dimension(768, 512 + BAR));
  }

  /** Shows what has arrived; may be called from any thread. */
  public void show(ProgressiveUpdate update) {
    BufferedImage next = Pictures.of(update.reception().reconstruct());
    double decibels = update.estimatedDecibels();
    String quality =
        Double.isInfinite(decibels)
            ? "complete"
            : String.format(Locale.ROOT, "about %.1f dB of the whole", decibels);
    SwingUtilities.invokeLater(
        () -> {
          picture = next;
          share = update.share();
          words = String.format(Locale.ROOT, "%,d bytes: %s", update.bytes(), quality);
          repaint();
        });
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics;
    int height = getHeight() - BAR;
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(picture, 0, 0, getWidth(), height, null);
    g.setColor(Color.DARK_GRAY);
    g.fillRect(0, height, getWidth(), BAR);
    g.setColor(new Color(0x3a7d44));
    g.fillRect(0, height, (int) (share * getWidth()), BAR);
    g.setColor(Color.WHITE);
    g.drawString(words, 8, height + 16);
  }

  /** Feeds a stream to a viewer at a rate, to its end. */
  static void play(InputStream in, int bytesPerSecond, SwingViewer viewer) throws IOException {
    ProgressiveReceiver receiver = ProgressiveReceiver.create(viewer::show);
    receiver.readFrom(new SlowInput(in, bytesPerSecond, CHUNK));
  }

  /** Opens the window. */
  public static void main(String[] arguments) throws Exception {
    SwingViewer viewer = new SwingViewer();
    SwingUtilities.invokeAndWait(
        () -> {
          JFrame frame = new JFrame(arguments[0]);
          frame.setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
          frame.add(viewer);
          frame.pack();
          frame.setVisible(true);
        });
    int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SLOW;
    try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
      play(in, rate, viewer);
    }
  }
}
