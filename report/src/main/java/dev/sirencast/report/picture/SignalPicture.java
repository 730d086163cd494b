package dev.sirencast.report.picture;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * How signals of one shape are shown: a picture or a slice as it is, of a video some frames in two
 * columns; smaller by whole steps where they have more pixels than there is room for. Immutable and
 * thread-safe.
 */
public final class SignalPicture {
  /** Errors of this share of full scale, and greater ones, are brightest. */
  public static final double BRIGHTEST = 1.0 / 8;

  /** Of a video. */
  private static final int FRAMES = 4;

  /** Between frames, in pixels. */
  private static final int GAP = 4;

  private static final int GAP_COLOUR = 0x808080;

  private final CoordinateGrid grid;
  private final int frames;
  private final int columns;
  private final int step;

  /**
   * @param signal one of the signals that are shown, no sound
   * @param mostPixels of a picture, frames together
   */
  public SignalPicture(Signal signal, int mostPixels) {
    if (signal.kind() == SignalKind.AUDIO) {
      throw new IllegalArgumentException("a sound is no picture");
    }
    this.grid = signal.grid();
    this.frames = signal.kind() == SignalKind.VIDEO ? Math.min(FRAMES, grid.size(2)) : 1;
    this.columns = Math.min(2, frames);
    int least = 1;
    while ((long) frames * (width() / least) * (height() / least) > mostPixels
        && least < Math.min(width(), height())) {
      least++;
    }
    this.step = least;
  }

  private int width() {
    return grid.size(0);
  }

  private int height() {
    return grid.size(1);
  }

  /** How many times smaller than the signal it is shown, 1 for as it is. */
  public int step() {
    return step;
  }

  /** How many frames there are, 1 of all but videos. */
  public int frames() {
    return frames;
  }

  /** Returns a signal as a PNG's data URI. */
  public String of(Signal signal) throws IOException {
    BufferedImage image =
        new BufferedImage(sheetWidth(), sheetHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, isGap(x, y) ? GAP_COLOUR : rgb(signal, corner(x, y)));
      }
    }
    return EmbeddedPicture.of(image);
  }

  /**
   * Returns where two signals differ, as a PNG's data URI: the mean of absolute errors over a
   * pixel's components and samples, in the colours of {@link ColourScale#INFERNO} from none to
   * {@link #BRIGHTEST}.
   */
  public String ofErrors(Signal signal, Signal reference) throws IOException {
    return LevelPicture.of(
        sheetWidth(),
        sheetHeight(),
        ColourScale.INFERNO,
        (x, y) -> isGap(x, y) ? 0 : error(signal, reference, corner(x, y)) / BRIGHTEST);
  }

  private int sheetWidth() {
    return columns * (width() / step + GAP) - GAP;
  }

  private int sheetHeight() {
    int rows = (frames + columns - 1) / columns;
    return rows * (height() / step + GAP) - GAP;
  }

  /** Between frames, or where the last would have a neighbour. */
  private boolean isGap(int x, int y) {
    return x % (width() / step + GAP) >= width() / step
        || y % (height() / step + GAP) >= height() / step
        || frame(x, y) >= frames;
  }

  private int frame(int x, int y) {
    return y / (height() / step + GAP) * columns + x / (width() / step + GAP);
  }

  /** The first sample of a pixel's square. */
  private int corner(int x, int y) {
    int column = x % (width() / step + GAP);
    int line = y % (height() / step + GAP);
    int first = frames == 1 ? middle() : frame(x, y) * (grid.size(2) - 1) / (frames - 1);
    return first * width() * height() + line * step * width() + column * step;
  }

  /** The frame in the middle of what has but one to be shown. */
  private int middle() {
    return grid.dimensions() == 3 ? grid.size(2) / 2 : 0;
  }

  private int rgb(Signal signal, int corner) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      int component = signal.components() < 3 ? 0 : c;
      double sum = 0;
      for (int i = 0; i < step * step; i++) {
        sum += signal.sample(sample(corner, i), component);
      }
      rgb = rgb << 8 | (int) (sum / (step * step) * 255 + 0.5);
    }
    return rgb;
  }

  private double error(Signal signal, Signal reference, int corner) {
    double sum = 0;
    for (int i = 0; i < step * step; i++) {
      for (int c = 0; c < signal.components(); c++) {
        int sample = sample(corner, i);
        sum += Math.abs(signal.sample(sample, c) - reference.sample(sample, c));
      }
    }
    return sum / (step * step * signal.components());
  }

  private int sample(int corner, int i) {
    return corner + i / step * width() + i % step;
  }
}
