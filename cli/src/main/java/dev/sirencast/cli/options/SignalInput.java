package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.InputFile;
import dev.sirencast.cli.base.PixelSize;
import dev.sirencast.media.ImageResampler;
import dev.sirencast.media.ReadOptions;
import dev.sirencast.media.SignalReader;
import dev.sirencast.media.TestCard;
import dev.sirencast.signal.MemoryNeed;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A signal named on the command line: a file, or the built-in test card. */
public final class SignalInput {
  private static final PixelSize TEST_CARD_SIZE = new PixelSize(192, 128);

  private SignalInput() {}

  /**
   * Reads a signal.
   *
   * @param name a file, {@code testcard}, or {@code testcard:WIDTHxHEIGHT}
   * @param notes told what was odd about the file
   * @throws CommandException if the options do not fit the signal
   */
  public static Signal read(String name, ReadOptions options, Consumer<String> notes)
      throws IOException {
    try {
      return open(name, options, notes);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(name + ": " + e.getMessage(), e);
    }
  }

  /** The same; an {@link IllegalArgumentException} says that the options do not fit. */
  static Signal open(String name, ReadOptions options, Consumer<String> notes) throws IOException {
    return TestCard.isNamedBy(name)
        ? testCard(name)
        : InputFile.read(
            Path.of(name),
            file ->
                SignalReader.read(
                    file, options, note -> notes.accept(note.replace(file.toString(), name))));
  }

  private static Signal testCard(String name) {
    PixelSize size =
        name.equals(TestCard.NAME)
            ? TEST_CARD_SIZE
            : CommandException.checked(
                () -> PixelSize.parse(name.substring(TestCard.NAME.length() + 1)));
    return MemoryNeed.ofSignal(
            "to make a test card of " + size, 3L * size.width() * size.height(), "a smaller one")
        .during(() -> TestCard.create(size.width(), size.height()));
  }

  /** Brings pictures, CT slices or frames to a size. */
  public static Signal resize(Signal signal, PixelSize size) {
    int frames = signal.grid().points() / signal.grid().size(0) / signal.grid().size(1);
    return MemoryNeed.ofSignal(
            "to resize " + signal.grid() + " to " + size,
            (long) size.width() * size.height() * frames * signal.components(),
            "a smaller --resize")
        .during(
            () ->
                CommandException.checked(
                    () -> ImageResampler.resize(signal, size.width(), size.height())));
  }
}
