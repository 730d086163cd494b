package dev.sirencast.cli.receive;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.NumberPair;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.signal.VideoFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** At which points a signal is rebuilt, on the command line: any size, any part. */
@Grouped(OptionGroup.VIEW)
final class ViewOptions {
  private static final double MAX_SCALE = 1000;

  @Option(
      names = "--scale",
      paramLabel = "S",
      description =
          "Rebuild at S times the width and height, or a sound at S times its sample rate; the"
              + " network is a continuous function (default: 1).")
  private double scale = 1;

  @Option(
      names = "--region",
      paramLabel = "X,Y,W,H",
      split = ",",
      description =
          "Rebuild this part of the picture, slice or frames only, in pixels of the stream's own"
              + " size.")
  private int @Nullable [] region;

  @Option(
      names = "--at",
      paramLabel = "T0,T1",
      description = "Audio and video: rebuild the seconds from T0 to T1 of the stream only.")
  private @Nullable NumberPair at;

  /** Whether the signal is rebuilt just as it was encoded. */
  boolean isWhole() {
    return scale == 1 && region == null && at == null;
  }

  /**
   * Returns what is rebuilt of a stream's signal.
   *
   * @throws CommandException if the stream's kind has no such part, or the part lies outside
   */
  SignalDescription view(SignalDescription signal) {
    return CommandException.checked(() -> seen(signal));
  }

  private SignalDescription seen(SignalDescription signal) {
    if (!(scale > 0 && scale <= MAX_SCALE)) {
      throw new IllegalArgumentException(
          "--scale must be above 0 and at most " + (int) MAX_SCALE + ", got " + scale);
    }
    boolean sound = signal.kind() == SignalKind.AUDIO;
    if (region != null && sound) {
      throw new IllegalArgumentException("--region is for pictures, slices and videos; use --at");
    }
    if (at != null && !sound && signal.kind() != SignalKind.VIDEO) {
      throw new IllegalArgumentException("--at is for audio and video; use --region");
    }
    CoordinateGrid whole = scaled(signal);
    int[] first = new int[whole.dimensions()];
    int[] window = new int[whole.dimensions()];
    Arrays.setAll(window, whole::size);
    if (region != null) {
      cut(signal.grid(), whole, first, window);
    }
    SignalFormat format = signal.format();
    if (at != null) {
      int time = whole.dimensions() - 1;
      clip(rate(signal.format()), whole.size(time), time, first, window);
    }
    return new SignalDescription(
        part(format(format, first[first.length - 1]), whole, window),
        whole.window(first, window),
        signal.components());
  }

  /** Says how large a part of a slice is. */
  private static SignalFormat part(SignalFormat format, CoordinateGrid whole, int[] window) {
    return format instanceof CtFormat ct
        ? ct.withSource(
            ct.source()
                .part((double) window[0] / whole.size(0), (double) window[1] / whole.size(1)))
        : format;
  }

  private CoordinateGrid scaled(SignalDescription signal) {
    int spatial = signal.kind() == SignalKind.AUDIO ? 1 : 2;
    int[] sizes = new int[signal.grid().dimensions()];
    for (int axis = 0; axis < sizes.length; axis++) {
      int size = signal.grid().size(axis);
      sizes[axis] = axis < spatial ? (int) Math.max(1, Math.round(size * scale)) : size;
    }
    return CoordinateGrid.of(sizes);
  }

  /** A region's corners, each taken to the nearest pixel of the scaled grid. */
  private void cut(CoordinateGrid own, CoordinateGrid whole, int[] first, int[] window) {
    if (region.length != 4) {
      throw new IllegalArgumentException("--region is X,Y,W,H, got " + region.length + " numbers");
    }
    for (int axis = 0; axis < 2; axis++) {
      int begin = region[axis];
      int size = region[axis + 2];
      if (begin < 0 || size < 1 || begin > own.size(axis) - size) {
        throw new IllegalArgumentException(
            "--region: "
                + size
                + " pixels from "
                + begin
                + " on do not lie within "
                + own.size(axis));
      }
      double ratio = (double) whole.size(axis) / own.size(axis);
      int from = Math.min((int) Math.round(begin * ratio), whole.size(axis) - 1);
      int to = Math.max(from + 1, (int) Math.round((begin + size) * ratio));
      first[axis] = from;
      window[axis] = to - from;
    }
  }

  private void clip(double rate, int samples, int axis, int[] first, int[] window) {
    long from = Math.round(at.first() * rate);
    long to = Math.round(at.second() * rate);
    if (from < 0 || to <= from || to > samples) {
      throw new IllegalArgumentException(
          "--at: from "
              + at.first()
              + " to "
              + at.second()
              + " s holds nothing, or does not lie in the stream's "
              + Math.round(samples / rate * 1e6) / 1e6
              + " s");
    }
    first[axis] = (int) from;
    window[axis] = (int) (to - from);
  }

  private double rate(SignalFormat format) {
    return format instanceof VideoFormat video
        ? video.rate().perSecond()
        : rate((AudioFormat) format);
  }

  private int rate(AudioFormat audio) {
    return (int) Math.max(1, Math.round(audio.sampleRate() * scale));
  }

  /** Says at which rate the samples now come, and which of the original's is the first. */
  private SignalFormat format(SignalFormat format, int skipped) {
    if (format instanceof AudioFormat audio) {
      long first = Math.round(audio.firstSample() * scale) + skipped;
      return new AudioFormat(rate(audio), audio.encoding(), first, audio.peak());
    }
    if (format instanceof VideoFormat video) {
      return new VideoFormat(video.rate(), video.firstFrame() + skipped, video.coding());
    }
    return format;
  }
}
