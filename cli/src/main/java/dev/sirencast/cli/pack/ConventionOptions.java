package dev.sirencast.cli.pack;

import dev.sirencast.media.safetensors.CoordinateConvention;
import dev.sirencast.media.safetensors.OutputRange;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How weights that were trained elsewhere are meant: options, then metadata. */
final class ConventionOptions {
  static final String COORDINATES = "coordinates";
  static final String OUTPUTS = "outputs";

  @Option(
      names = "--coordinates",
      paramLabel = "ORDER",
      description =
          "What the inputs are: xy, yx (row, column), or x-y where y grows upwards; then ,0..1"
              + " where they are not in [-1, 1], and ,centres where the ends of the range are the"
              + " edges of pixels (default: the metadata's, or what fits --reference best, or xy).")
  private @Nullable CoordinateConvention coordinates;

  @Option(
      names = "--outputs",
      paramLabel = "A..B",
      description =
          "The outputs for black and white, such as 0..1 (default: the metadata's, or what fits"
              + " --reference best, or -1..1).")
  private @Nullable OutputRange outputs;

  /** What is said of weights, and where. */
  record Stated(
      @Nullable CoordinateConvention coordinates,
      @Nullable OutputRange outputs,
      boolean byOptions) {}

  /** Whether an option says something. */
  boolean isStated() {
    return coordinates != null || outputs != null;
  }

  /** What options say, or else a file's metadata. */
  Stated stated(Map<String, String> metadata) {
    return new Stated(
        coordinates == null
            ? parsed(metadata.get(COORDINATES), CoordinateConvention::parse)
            : coordinates,
        outputs == null ? parsed(metadata.get(OUTPUTS), OutputRange::parse) : outputs,
        isStated());
  }

  /** Free text, which other programs write there, says nothing to this one. */
  private static <T> @Nullable T parsed(@Nullable String text, Function<String, T> parser) {
    try {
      return text == null ? null : parser.apply(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
