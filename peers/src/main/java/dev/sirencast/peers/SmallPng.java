package dev.sirencast.peers;

import dev.sirencast.media.ImageResampler;
import dev.sirencast.signal.Signal;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * PNG, made to fit: of fewer samples, which are interpolated again (Lanczos), and of fewer values a
 * component, where a picture of more samples in coarser steps is nearer to the original.
 */
final class SmallPng {
  private static final int[] BITS = {8, 7, 6, 5, 4};

  private SmallPng() {}

  /** The nearest to the original that fits; nothing where not even a few samples do. */
  static Optional<Coding> fitting(Signal original, PacketFraming framing, long bytes) {
    return Fitting.nearest(
        original, IntStream.of(BITS).mapToObj(bits -> fitting(original, bits, framing, bytes)));
  }

  private static Optional<Coding> fitting(
      Signal original, int bits, PacketFraming framing, long bytes) {
    int width = original.grid().size(0);
    int height = original.grid().size(1);
    return Fitting.largest(
        Math.min(8, width),
        width,
        narrow -> {
          Signal small =
              ImageResampler.resize(
                  original,
                  narrow,
                  Math.max(1, (int) Math.round((double) height * narrow / width)));
          byte[] file = PngFile.encode(SampleImage.of(small, 1 << bits));
          String how = String.format(Locale.ROOT, "%s of %d bits a component", small.grid(), bits);
          Coding made =
              new ChunkedFile(
                  how, file, framing.room(), beginning -> decoded(beginning, original, small));
          return framing.bytes(made.bodies()) <= bytes ? Optional.of(made) : Optional.empty();
        });
  }

  private static Optional<Signal> decoded(byte[] beginning, Signal original, Signal small) {
    BufferedImage shown =
        SampleImage.blank(small.grid().size(0), small.grid().size(1), small.components());
    return PngFile.decode(beginning, shown) == 0
        ? Optional.empty()
        : Optional.of(
            ImageResampler.resize(
                SampleImage.signal(shown, original),
                original.grid().size(0),
                original.grid().size(1)));
  }
}
