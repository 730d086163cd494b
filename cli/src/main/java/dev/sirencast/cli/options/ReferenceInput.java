package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.PixelSize;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.Clip;
import dev.sirencast.media.CtPicture;
import dev.sirencast.media.FrameStack;
import dev.sirencast.media.ReadOptions;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.signal.VideoFormat;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The original of a stream's signal, named on the command line. */
public final class ReferenceInput {
  private ReferenceInput() {}

  /**
   * Reads a reference as the stream's input was read: the manifest knows the clip, the range of
   * Hounsfield units or amplitudes and the size.
   *
   * @param frames how many frames a picture of stacked frames holds, or null for a picture of just
   *     those that the stream has
   * @param notes told what was odd about the file
   * @throws CommandException if it is a signal of another kind or shape than the stream's
   */
  public static Signal read(
      String name, SignalDescription stream, @Nullable Integer frames, Consumer<String> notes)
      throws IOException {
    Signal reference = likeStream(name, readAgain(name, options(stream, frames), notes), stream);
    requireRate(name, reference, stream);
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
      reference = SignalInput.resize(reference, new PixelSize(grid.size(0), grid.size(1)));
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

  private static Signal readAgain(String name, ReadOptions options, Consumer<String> notes)
      throws IOException {
    try {
      return SignalInput.open(name, options, notes);
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
      return ReadOptions.DEFAULTS
          .withClip(Clip.again(audio.firstSample(), count))
          .withPeak(audio.peak());
    }
    if (format instanceof VideoFormat video) {
      return ReadOptions.DEFAULTS
          .withClip(Clip.again(video.firstFrame(), count))
          .withStack(frames == null ? 0 : frames, video.rate());
    }
    return ReadOptions.DEFAULTS;
  }

  /** Pictures may hold slices and videos, too: of HU + 1024, or frames one below the other. */
  private static Signal likeStream(String name, Signal reference, SignalDescription stream) {
    if (reference.kind() != SignalKind.IMAGE) {
      return reference;
    }
    try {
      if (stream.format() instanceof CtFormat ct) {
        return CtPicture.toSlice(reference, ct);
      }
      if (stream.format() instanceof VideoFormat video) {
        requireSize(reference, stream.grid());
        return FrameStack.split(reference, stream.grid().size(2), video.rate(), Clip.all());
      }
      return reference;
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(name + ": " + e.getMessage(), e);
    }
  }

  // Any other picture would be cut into frames at the wrong lines.
  private static void requireSize(Signal stack, CoordinateGrid video) {
    CoordinateGrid own = CoordinateGrid.of(video.size(0), video.size(1) * video.size(2));
    if (!stack.grid().equals(own)) {
      throw new IllegalArgumentException(
          "a picture of "
              + stack.grid()
              + "; the stream's frames make one of "
              + own
              + ", and for any other --frames must say how many frames it holds");
    }
  }

  private static void requireRate(String name, Signal reference, SignalDescription stream) {
    if (stream.format() instanceof AudioFormat audio
        && reference.format() instanceof AudioFormat other
        && other.sampleRate() != audio.sampleRate()) {
      throw mismatch(name, other.sampleRate() + " Hz", audio.sampleRate() + " Hz");
    }
  }

  private static CommandException mismatch(String name, String got, String expected) {
    return CommandException.failure(
        name + ": a reference of " + got + "; the stream's signal has " + expected, null);
  }
}
