package dev.sirencast.cli.options;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.CtSource;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.signal.VideoCoding;
import dev.sirencast.signal.VideoFormat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** What a signal is, in words and in JSON. */
public final class SignalText {
  private static final MathContext FIVE_DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);
  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private SignalText() {}

  /** A kind with its article, as in {@code a picture}. */
  public static String kind(SignalKind kind) {
    return kind == SignalKind.AUDIO ? kind.label() : "a " + kind.label();
  }

  /** The kind and the grid, as in {@code 192x128 picture}, and what else the format says. */
  public static String of(SignalDescription signal) {
    CoordinateGrid grid = signal.grid();
    String text = grid + " " + signal.kind().label();
    if (signal.format() instanceof CtFormat ct) {
      return text
          + (", " + plain(ct.range().low()) + " to " + plain(ct.range().high()) + " HU")
          + lengths(ct.source(), grid);
    }
    if (signal.format() instanceof AudioFormat audio) {
      return plain((double) grid.points() / audio.sampleRate())
          + (" s of audio at " + audio.sampleRate() + " Hz, " + audio.encoding().label())
          + peak(audio);
    }
    if (signal.format() instanceof VideoFormat video) {
      double rate = video.rate().perSecond();
      return text
          + (", " + grid.size(2) + (grid.size(2) == 1 ? " frame, " : " frames, "))
          + plain(grid.size(2) / rate)
          + " s at "
          + plain(rate)
          + " frames/s";
    }
    return text;
  }

  /** As in {@code , pixels of 0.7 x 0.7 mm, 1.25 mm thick}, as far as it is known. */
  private static String lengths(CtSource source, CoordinateGrid grid) {
    String pixels =
        source.width() > 0 && source.height() > 0
            ? ", pixels of "
                + plain(source.width() / grid.size(0))
                + " x "
                + plain(source.height() / grid.size(1))
                + " mm"
            : "";
    return pixels + (source.thickness() > 0 ? ", " + plain(source.thickness()) + " mm thick" : "");
  }

  private static void addSource(ObjectNode json, CtSource source, CoordinateGrid grid) {
    if (source.width() > 0 && source.height() > 0) {
      ArrayNode spacing = json.putArray("pixel_spacing_mm");
      spacing.add(rounded(source.width() / grid.size(0)));
      spacing.add(rounded(source.height() / grid.size(1)));
    }
    if (source.thickness() > 0) {
      Json.number(json, "slice_thickness_mm", source.thickness());
    }
    Json.number(json, "rescale_slope", source.slope());
    Json.number(json, "rescale_intercept", source.intercept());
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(SIX_DIGITS).doubleValue();
  }

  /** The peak of a sound that is not at full scale. */
  private static String peak(AudioFormat audio) {
    double decibels = 20 * Math.log10(audio.peak());
    return audio.peak() == 0
        ? ", silent"
        : audio.peak() == 1
            ? ""
            : String.format(Locale.ROOT, ", peak at %.1f dB of full scale", decibels);
  }

  /** At most five significant digits, and no zeros behind them. */
  private static String plain(double value) {
    return new BigDecimal(value).round(FIVE_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** How many bytes the samples take in a file of the signal's kind, each in whole bytes. */
  public static long rawBytes(SignalDescription signal) {
    CoordinateGrid grid = signal.grid();
    if (signal.format() instanceof VideoFormat video && signal.components() == 3) {
      return video.coding().chroma().frameBytes(grid.size(0), grid.size(1)) * grid.size(2);
    }
    return (long) grid.points() * signal.components() * ((signal.bitDepth() + 7) / 8);
  }

  /** What so many bytes are of a signal, as in {@code 1/12.3 of 73,728 bytes}. */
  public static String share(SignalDescription signal, long bytes) {
    long raw = rawBytes(signal);
    return String.format(
        Locale.ROOT,
        raw >= bytes ? "1/%.1f of %,d bytes" : "%.1f times %,d bytes",
        raw >= bytes ? (double) raw / bytes : (double) bytes / raw,
        raw);
  }

  /** How many components, and of how many bits. */
  public static String components(SignalDescription signal) {
    int count = signal.components();
    String part = signal.kind() == SignalKind.AUDIO ? " channel" : " component";
    return count + (count == 1 ? part + " of " : part + "s of ") + signal.bitDepth() + " bits";
  }

  /** Adds the kind, the shape and what the samples stand for. */
  public static void addTo(ObjectNode json, SignalDescription signal) {
    json.put("kind", signal.kind().name().toLowerCase(Locale.ROOT));
    json.put("grid", signal.grid().toString());
    json.put("components", signal.components());
    json.put("bit_depth", signal.bitDepth());
    json.put("signal_bytes", rawBytes(signal));
    if (signal.format() instanceof CtFormat ct) {
      addRange(json.putObject("range_hu"), ct.range());
      addRange(json.putObject("window_hu"), ct.window());
      addSource(json, ct.source(), signal.grid());
    } else if (signal.format() instanceof AudioFormat audio) {
      json.put("sample_rate", audio.sampleRate());
      json.put("sample_encoding", audio.encoding().name().toLowerCase(Locale.ROOT));
      json.put("first_sample", audio.firstSample());
      Json.number(json, "peak", audio.peak());
      Json.number(json, "duration_seconds", (double) signal.grid().points() / audio.sampleRate());
    } else if (signal.format() instanceof VideoFormat video) {
      json.put("frame_rate", video.rate().toString());
      json.put("first_frame", video.firstFrame());
      addCoding(json.putObject("coded_as"), video.coding());
      Json.number(json, "duration_seconds", signal.grid().size(2) / video.rate().perSecond());
    }
  }

  private static void addCoding(ObjectNode json, VideoCoding coding) {
    json.put("chroma", coding.chroma().name().toLowerCase(Locale.ROOT));
    json.put("full_range", coding.fullRange());
    json.put("matrix", coding.matrix().name().toLowerCase(Locale.ROOT));
    json.put("fields", coding.fields().name().toLowerCase(Locale.ROOT));
    json.put("pixel_aspect", coding.aspectWidth() + ":" + coding.aspectHeight());
  }

  private static void addRange(ObjectNode json, HounsfieldRange range) {
    Json.number(json, "low", range.low());
    Json.number(json, "high", range.high());
  }

  /** What one point of the grid is called: a sample of a sound, else a pixel. */
  public static String point(SignalKind kind) {
    return kind == SignalKind.AUDIO ? "sample" : "pixel";
  }

  /** The bits of a stream for each pixel, or for each sample of all channels. */
  public static String bits(SignalDescription signal, long bytes) {
    return String.format(
        Locale.ROOT,
        "%.2f bits a %s%s",
        8.0 * bytes / signal.grid().points(),
        point(signal.kind()),
        signal.kind() == SignalKind.AUDIO && signal.components() > 1
            ? " of " + signal.components() + " channels"
            : "");
  }
}
