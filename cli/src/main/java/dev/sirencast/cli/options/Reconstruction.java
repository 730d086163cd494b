package dev.sirencast.cli.options;

import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.ImageFileWriter;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;

/** Evaluates networks on all processors. */
public final class Reconstruction {
  /** Pictures of more points are evaluated while they are written, and never held in memory. */
  private static final int MAX_POINTS_HELD = 1 << 23;

  private Reconstruction() {}

  public static Signal of(SirenWeights weights, SignalDescription signal) {
    return SirenNetwork.of(weights)
        .reconstruct(signal.format(), signal.grid(), ForkJoinPool.commonPool(), threads());
  }

  /** Writes the signal to a file of its kind; a large picture in bounded memory. */
  public static void write(SirenWeights weights, SignalDescription signal, Path file)
      throws IOException {
    if (signal.kind() != SignalKind.IMAGE || signal.grid().points() <= MAX_POINTS_HELD) {
      SignalWriter.write(of(weights, signal), file);
      return;
    }
    ImageFileWriter.write(
        (ImageFormat) signal.format(),
        signal.grid(),
        signal.components(),
        SirenNetwork.of(weights).samples(signal.grid(), ForkJoinPool.commonPool(), threads()),
        file);
  }

  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
