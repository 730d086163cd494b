package dev.sirencast.cli;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageResampler;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalReader;
import dev.sirencast.signal.TestCard;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A signal named on the command line: a file, or the built-in test card. */
final class SignalInput {
  private static final String TEST_CARD = "testcard";
  private static final PixelSize TEST_CARD_SIZE = new PixelSize(192, 128);

  private SignalInput() {}

  /**
   * Reads a signal.
   *
   * @param name a file, {@code testcard}, or {@code testcard:WIDTHxHEIGHT}
   * @param resize the size to bring it to, or null
   */
  static Signal read(String name, @Nullable PixelSize resize) throws IOException {
    Signal signal = read(name);
    return resize == null
        ? signal
        : CommandException.checked(
            () -> ImageResampler.resize(signal, resize.width(), resize.height()));
  }

  private static Signal read(String name) throws IOException {
    if (!name.equals(TEST_CARD) && !name.startsWith(TEST_CARD + ":")) {
      return SignalReader.read(Path.of(name));
    }
    PixelSize size =
        name.equals(TEST_CARD)
            ? TEST_CARD_SIZE
            : CommandException.checked(
                () -> PixelSize.parse(name.substring(TEST_CARD.length() + 1)));
    return TestCard.create(size.width(), size.height());
  }

  /**
   * Reads a reference and brings it to a grid, as {@code --resize} would have.
   *
   * @throws CommandException if its components differ from the stream's
   */
  static Signal readReference(String name, CoordinateGrid grid, int components) throws IOException {
    Signal reference = read(name, new PixelSize(grid.size(0), grid.size(1)));
    if (reference.components() != components) {
      throw CommandException.failure(
          name
              + ": a reference of "
              + reference.components()
              + " components; the stream's signal has "
              + components,
          null);
    }
    return reference;
  }
}
