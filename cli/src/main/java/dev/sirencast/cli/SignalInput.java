package dev.sirencast.cli;

import dev.sirencast.codec.SignalDescription;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.Clip;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.CtPicture;
import dev.sirencast.signal.ImageResampler;
import dev.sirencast.signal.ReadOptions;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.signal.SignalReader;
import dev.sirencast.signal.TestCard;
import dev.sirencast.signal.VideoFormat;
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
   * @throws CommandException if the options do not fit the signal
   */
  static Signal read(String name, ReadOptions options) throws IOException {
    try {
      return open(name, options);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(name + ": " + e.getMessage(), e);
    }
  }

  private static Signal open(String name, ReadOptions options) throws IOException {
    return name.equals(TEST_CARD) || name.startsWith(TEST_CARD + ":")
        ? testCard(name)
        : SignalReader.read(Path.of(name), options);
  }

  private static Signal testCard(String name) {
    PixelSize size =
        name.equals(TEST_CARD)
            ? TEST_CARD_SIZE
            : CommandException.checked(
                () -> PixelSize.parse(name.substring(TEST_CARD.length() + 1)));
    return TestCard.create(size.width(), size.height());
  }

  /** Brings pictures, CT slices or frames to a size. */
  static Signal resize(Signal signal, PixelSize size) {
    return CommandException.checked(
        () -> ImageResampler.resize(signal, size.width(), size.height()));
  }

  /**
   * Reads a reference as the stream's input was read: the manifest knows the clip, the range of
   * Hounsfield units and the size.
   *
   * @param frames how many frames a picture of stacked frames holds, or null for as many as the
   *     stream's video
   * @throws CommandException if it is a signal of another kind or shape than the stream's
   */
  static Signal readReference(String name, SignalDescription stream, @Nullable Integer frames)
      throws IOException {
    Signal reference = likeStream(name, readAgain(name, options(stream, frames)), stream.format());
    if (reference.kind() != stream.kind()) {
      throw CommandException.failure(
          name
              + ": a reference that is "
              + SignalText.kind(reference.kind())
              + "; the stream holds "
              + SignalText.kind(stream.kind()),
          null);
    }
    CoordinateGrid grid = stream.grid();
    if (stream.kind() != SignalKind.AUDIO) {
      reference = resize(reference, new PixelSize(grid.size(0), grid.size(1)));
    }
    if (reference.components() != stream.components()) {
      throw mismatch(
          name, reference.components() + " components", stream.components() + " components");
    }
    if (!reference.grid().equals(grid)) {
      throw mismatch(name, reference.grid() + " samples", grid + " samples");
    }
    return reference;
  }

  private static Signal readAgain(String name, ReadOptions options) throws IOException {
    try {
      return open(name, options);
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(name + ": not the stream's signal: " + e.getMessage(), e);
    }
  }

  private static ReadOptions options(SignalDescription stream, @Nullable Integer frames) {
    SignalFormat format = stream.format();
    CoordinateGrid grid = stream.grid();
    int count = grid.size(grid.dimensions() - 1);
    if (frames != null) {
      CommandException.checked(() -> InputOptions.requireFrames(frames));
    }
    if (format instanceof CtFormat ct) {
      return ReadOptions.DEFAULTS.withRange(ct.range());
    }
    if (format instanceof AudioFormat audio) {
      return ReadOptions.DEFAULTS.withClip(Clip.again(audio.firstSample(), count));
    }
    if (format instanceof VideoFormat video) {
      return ReadOptions.DEFAULTS
          .withClip(Clip.again(video.firstFrame(), count))
          .withStack(frames == null ? count : frames, video.rate());
    }
    return ReadOptions.DEFAULTS;
  }

  /** A picture of HU + 1024 is as good a reference for a CT slice as the slice's own file. */
  private static Signal likeStream(String name, Signal reference, SignalFormat stream) {
    if (stream instanceof CtFormat ct && reference.kind() == SignalKind.IMAGE) {
      try {
        return CtPicture.toSlice(reference, ct);
      } catch (IllegalArgumentException e) {
        throw CommandException.failure(name + ": " + e.getMessage(), e);
      }
    }
    if (stream instanceof AudioFormat audio
        && reference.format() instanceof AudioFormat other
        && other.sampleRate() != audio.sampleRate()) {
      throw mismatch(name, other.sampleRate() + " Hz", audio.sampleRate() + " Hz");
    }
    return reference;
  }

  private static CommandException mismatch(String name, String got, String expected) {
    return CommandException.failure(
        name + ": a reference of " + got + "; the stream's signal has " + expected, null);
  }
}
