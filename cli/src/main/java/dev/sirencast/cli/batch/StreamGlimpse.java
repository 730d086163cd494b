package dev.sirencast.cli.batch;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.receiver.Reception;
import dev.sirencast.report.picture.SignalPicture;
import dev.sirencast.report.sound.Spectrogram;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/** What a stream's file shows at a glance: small, whatever the size of its signal. */
final class StreamGlimpse {
  /** Pixels along the longer side that are evaluated, four for each that is shown. */
  private static final int EVALUATED = 640;

  private static final int SHOWN = 320 * 320;

  /** Of a video. */
  private static final int FRAMES = 4;

  /** Of a sound: its beginning, some seconds. */
  private static final int SAMPLES = 1 << 17;

  private StreamGlimpse() {}

  /** Returns a picture as a data URI; of a sound its spectrogram; nothing of what is unreadable. */
  static Optional<String> of(Path file) {
    try {
      Reception reception =
          StreamFile.receive(file.toString(), StreamFile.frames(file), StreamFile.UNSEEN);
      Signal small = small(reception);
      return Optional.of(
          small.kind() == SignalKind.AUDIO
              ? new Spectrogram(small).of(small)
              : new SignalPicture(small, SHOWN).of(small));
    } catch (IOException | CommandException e) {
      return Optional.empty(); // the page says so: the batch itself is done
    }
  }

  private static Signal small(Reception reception) {
    SignalDescription signal = reception.manifest().signal();
    CoordinateGrid grid =
        signal.kind() == SignalKind.AUDIO ? beginning(signal.grid()) : reduced(signal.grid());
    float[] samples = new float[grid.points() * signal.components()];
    reception
        .samples(grid, ForkJoinPool.commonPool(), Reconstruction.threads())
        .samples(0, grid.points(), samples);
    return Signal.of(signal.format(), grid, signal.components(), samples);
  }

  private static CoordinateGrid beginning(CoordinateGrid whole) {
    return whole.window(new int[] {0}, new int[] {Math.min(SAMPLES, whole.size(0))});
  }

  private static CoordinateGrid reduced(CoordinateGrid whole) {
    double scale = Math.min(1, (double) EVALUATED / Math.max(whole.size(0), whole.size(1)));
    int width = (int) Math.max(1, Math.round(scale * whole.size(0)));
    int height = (int) Math.max(1, Math.round(scale * whole.size(1)));
    return whole.dimensions() == 2
        ? CoordinateGrid.of(width, height)
        : CoordinateGrid.of(width, height, Math.min(FRAMES, whole.size(2)));
  }
}
