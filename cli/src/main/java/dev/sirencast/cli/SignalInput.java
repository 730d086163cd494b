package dev.sirencast.cli;

import dev.sirencast.signal.ImageResampler;
import dev.sirencast.signal.ReadOptions;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalReader;
import dev.sirencast.signal.TestCard;
import java.io.IOException;
import java.nio.file.Path;

/** A signal named on the command line: a file, or the built-in test card. */
final class SignalInput {
  private static final PixelSize TEST_CARD_SIZE = new PixelSize(192, 128);

  private SignalInput() {}

  /**
   * Reads a signal.
   *
   * @param name a file, {@code testcard}, or {@code testcard:WIDTHxHEIGHT}
   * @throws CommandException if the options do not fit the signal
   */
  static Signal read(String name, ReadOptions options) throws IOException {
    try {
      return open(name, options);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(name + ": " + e.getMessage(), e);
    }
  }

  /** The same; an {@link IllegalArgumentException} says that the options do not fit. */
  static Signal open(String name, ReadOptions options) throws IOException {
    return TestCard.isNamedBy(name) ? testCard(name) : SignalReader.read(Path.of(name), options);
  }

  private static Signal testCard(String name) {
    PixelSize size =
        name.equals(TestCard.NAME)
            ? TEST_CARD_SIZE
            : CommandException.checked(
                () -> PixelSize.parse(name.substring(TestCard.NAME.length() + 1)));
    return TestCard.create(size.width(), size.height());
  }

  /** Brings pictures, CT slices or frames to a size. */
  static Signal resize(Signal signal, PixelSize size) {
    return CommandException.checked(
        () -> ImageResampler.resize(signal, size.width(), size.height()));
  }
}
