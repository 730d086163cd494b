package dev.sirencast.peers;

import dev.sirencast.media.ImageResampler;
import dev.sirencast.signal.Signal;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Progressive JPEG: the smallest, and all up to the first gap shows all of the picture. */
final class ProgressiveJpeg {
  private static final int[] END = {0xff, 0xd9};

  private ProgressiveJpeg() {}

  /**
   * The finest that fits.
   *
   * @param small the original, at this or a smaller size
   * @param fine whether colours have the whole resolution
   * @return nothing where even the coarsest does not
   */
  static Optional<Coding> fitting(
      Signal original, Signal small, boolean fine, PacketFraming framing, long bytes) {
    BufferedImage image = SampleImage.of(small, 256);
    return Fitting.largest(
        1,
        JpegFile.FINEST,
        quality -> {
          byte[] file = JpegFile.encode(image, quality, fine, true, 0);
          String how =
              String.format(
                  Locale.ROOT,
                  "progressive, %s, %s, quality %.1f",
                  small.grid(),
                  fine ? "4:4:4" : "4:2:0",
                  quality / 10.0);
          Coding made =
              new ChunkedFile(
                  how, file, framing.room(), beginning -> decoded(beginning, original, small));
          return framing.bytes(made.bodies()) <= bytes ? Optional.of(made) : Optional.empty();
        });
  }

  private static Optional<Signal> decoded(byte[] beginning, Signal original, Signal small) {
    byte[] closed = Arrays.copyOf(beginning, beginning.length + END.length);
    closed[beginning.length] = (byte) END[0];
    closed[beginning.length + 1] = (byte) END[1];
    BufferedImage shown =
        SampleImage.blank(small.grid().size(0), small.grid().size(1), small.components());
    // The decoder writes when all scans are read: where it fails, nothing is shown.
    return JpegFile.decode(closed, shown)
        ? Optional.of(
            ImageResampler.resize(
                SampleImage.signal(shown, original),
                original.grid().size(0),
                original.grid().size(1)))
        : Optional.empty();
  }
}
