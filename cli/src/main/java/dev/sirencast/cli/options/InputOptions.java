package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.NumberPair;
import dev.sirencast.cli.base.PixelSize;
import dev.sirencast.cli.base.TargetSize;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.media.Clip;
import dev.sirencast.media.ReadOptions;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What of an input is encoded, on the command line. */
@Grouped(OptionGroup.INPUT)
public final class InputOptions {
  @Option(
      names = "--resize",
      paramLabel = "SIZE",
      description =
          "Resize the picture, CT slice or each frame first (Lanczos filter): 192 is the longer"
              + " side, 192x the width, x128 the height, 25%% of both; 192x128 may change the"
              + " shape.")
  private @Nullable TargetSize resize;

  @Option(
      names = "--clip",
      paramLabel = "T0,T1",
      description = "Audio and video: encode the seconds from T0 to T1 only.")
  private @Nullable NumberPair clip;

  @Option(
      names = "--window",
      paramLabel = "CENTRE,WIDTH",
      description =
          "CT: encode these Hounsfield units, clamp what lies beyond (default: all that the slice"
              + " has).")
  private @Nullable NumberPair window;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "The picture is a video: N frames, one below the other.")
  private @Nullable Integer frames;

  @Option(
      names = "--frame-rate",
      paramLabel = "R",
      description = "Frames a second with --frames, such as 25 or 30000:1001 (default: 25).")
  private @Nullable FrameRate frameRate;

  /** Checks the options before any file is read. */
  public ReadOptions options() {
    return CommandException.checked(
        () -> {
          ReadOptions options = ReadOptions.DEFAULTS;
          if (clip != null) {
            options = options.withClip(Clip.seconds(clip.first(), clip.second()));
          }
          if (window != null) {
            options = options.withRange(range(window));
          }
          if (frames != null) {
            options = options.withStack(requireFrames(frames), rate());
          } else if (frameRate != null) {
            throw new IllegalArgumentException("--frame-rate goes with --frames");
          }
          return options;
        });
  }

  private FrameRate rate() {
    return frameRate == null ? FrameRate.PAL : frameRate;
  }

  private static HounsfieldRange range(NumberPair window) {
    if (!(window.second() > 0)) {
      throw new IllegalArgumentException(
          "--window: the width must be above 0, got " + window.second());
    }
    return HounsfieldRange.window(window.first(), window.second());
  }

  static int requireFrames(int frames) {
    if (frames < 1) {
      throw new IllegalArgumentException("--frames must be 1 or more, got " + frames);
    }
    return frames;
  }

  /** Whether a signal is made smaller than its file is, as a rule. */
  public boolean isReduced() {
    return resize != null || clip != null;
  }

  /** Reads the input: a file, or the test card. What is done to it is noted in a line each. */
  public Signal read(String name, Consumer<String> notes) throws IOException {
    Signal signal = SignalInput.read(name, options(), notes);
    SignalKind kind = signal.kind();
    require(name, kind, "--clip", clip == null || kind.isTimed(), "audio and video");
    require(name, kind, "--window", window == null || kind == SignalKind.CT, "CT slices");
    require(name, kind, "--frames", frames == null || kind == SignalKind.VIDEO, "pictures");
    require(
        name, kind, "--resize", resize == null || kind != SignalKind.AUDIO, "pictures and video");
    return resize == null ? signal : resized(name, signal, notes);
  }

  private Signal resized(String name, Signal signal, Consumer<String> notes) {
    int width = signal.grid().size(0);
    int height = signal.grid().size(1);
    PixelSize size = CommandException.checked(() -> resize.of(width, height));
    if (!resize.keepsShape(width, height)) {
      notes.accept(
          String.format(
              "%s: %dx%d becomes %s, which is another shape; --resize %dx keeps it",
              name, width, height, size, size.width()));
    }
    return SignalInput.resize(signal, size);
  }

  private static void require(
      String name, SignalKind kind, String option, boolean fits, String kinds) {
    if (!fits) {
      throw CommandException.usage(
          option + " is for " + kinds + "; " + name + " is " + SignalText.kind(kind), null);
    }
  }
}
