package dev.sirencast.cli.pack;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.PixelSize;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The grid of a picture that one network stands for. */
final class PackGrid {
  private static final String KEY = "grid";

  private PackGrid() {}

  /**
   * The size that is asked for, else the metadata's, else the reference's.
   *
   * @throws CommandException if nothing tells it, or the metadata's is none
   */
  static CoordinateGrid of(
      Path input, Safetensors file, Optional<PixelSize> asked, @Nullable Signal reference) {
    if (asked.isPresent()) {
      return grid(asked.get());
    }
    String stated = file.metadata().get(KEY);
    if (stated != null) {
      try {
        return grid(PixelSize.parse(stated));
      } catch (IllegalArgumentException e) {
        throw CommandException.failure(input + ": metadata grid: " + e.getMessage(), e);
      }
    }
    if (reference == null) {
      throw CommandException.usage(
          input + ": its metadata does not say the grid; use --grid WxH or --reference", null);
    }
    return reference.grid();
  }

  private static CoordinateGrid grid(PixelSize size) {
    return CoordinateGrid.of(size.width(), size.height());
  }
}
