package dev.sirencast.cli.receive;

import dev.sirencast.cli.base.StandardData;
import dev.sirencast.cli.options.RescuedStream;
import dev.sirencast.media.FileReplacement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The packets of a transfer as they arrived: for {@code --save}, and so that nothing is lost where
 * the signal cannot be written, since the sender is gone then.
 */
final class KeptPackets {
  /** More are kept only where they were asked for. */
  private static final long MAX_UNASKED_BYTES = 1L << 26;

  private final @Nullable Path save;
  private final List<byte[]> frames = new ArrayList<>();
  private long bytes;
  private boolean isWhole = true;
  private boolean isSaved;

  /**
   * Keeps packets.
   *
   * @param save where they go, or null where they are not asked for
   */
  KeptPackets(@Nullable Path save) {
    this.save = save;
  }

  void add(byte[] frame) {
    bytes += frame.length;
    if (save == null && bytes > MAX_UNASKED_BYTES) {
      isWhole = false;
      frames.clear();
    } else {
      frames.add(frame);
    }
  }

  /** Writes them where they were asked for. */
  void save() throws IOException {
    if (save != null) {
      FileReplacement.write(save, this::writeTo);
      isSaved = true;
    }
  }

  private void writeTo(OutputStream out) throws IOException {
    for (byte[] frame : frames) {
      out.write(frame);
    }
  }

  /**
   * Sees to it that the packets are in a file, where the signal could not be written: the one they
   * were asked for in, or one beside the output, or one among the temporary files.
   *
   * @return what to tell of them
   */
  String rescued(Path output) {
    Optional<Path> file = isSaved ? Optional.ofNullable(save) : rescue(output);
    return file.map(
            kept ->
                "; the packets are in "
                    + kept
                    + ": 'sirencast decode' makes the signal of them once it can be written")
        .orElse("; the packets could not be kept either");
  }

  private Optional<Path> rescue(Path output) {
    if (!isWhole) {
      return Optional.empty();
    }
    if (!StandardData.isOutput(output)) {
      Path beside = output.resolveSibling(output.getFileName() + ".siren");
      if (RescuedStream.isWritten(beside, this::writeTo)) {
        return Optional.of(beside);
      }
    }
    return RescuedStream.inTemporaryFiles(this::writeTo);
  }
}
