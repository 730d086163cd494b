package dev.sirencast.cli.options;

import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.ImageFileWriter;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.MemoryNeed;
import dev.sirencast.signal.SampleSource;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;

/** Evaluates networks, on all processors where nobody says on how many. */
public final class Reconstruction {
  private Reconstruction() {}

  public static Signal of(SirenWeights weights, SignalDescription signal) {
    return whole(signal)
        .during(
            () ->
                SirenNetwork.of(weights)
                    .reconstruct(
                        signal.format(), signal.grid(), ForkJoinPool.commonPool(), threads()));
  }

  /** The signal of a reception, on its own grid. */
  public static Signal of(Reception reception) {
    return of(reception, threads());
  }

  /** The same on so many threads at most, the calling one included. */
  public static Signal of(Reception reception, int threads) {
    return whole(reception.manifest().signal())
        .during(() -> reception.reconstruct(ForkJoinPool.commonPool(), threads));
  }

  /** The signal that base and patches stand for. */
  public static Signal of(PatchedWeights weights, SignalDescription signal) {
    return whole(signal)
        .during(
            () ->
                PatchedNetwork.of(weights)
                    .reconstruct(
                        signal.format(), signal.grid(), ForkJoinPool.commonPool(), threads()));
  }

  /** Writes what is seen of a signal to a file of its kind; a picture in bounded memory. */
  public static void write(Reception reception, SignalDescription seen, Path file)
      throws IOException {
    SampleSource samples = reception.samples(seen.grid(), ForkJoinPool.commonPool(), threads());
    if (seen.kind() == SignalKind.IMAGE) {
      ImageFileWriter.write(
          (ImageFormat) seen.format(), seen.grid(), seen.components(), samples, file);
      return;
    }
    SignalWriter.write(
        need(seen, "a smaller --scale, --region or --at").during(() -> signal(samples, seen)),
        file);
  }

  private static Signal signal(SampleSource samples, SignalDescription seen) {
    float[] all = new float[Math.multiplyExact(seen.grid().points(), seen.components())];
    samples.samples(0, seen.grid().points(), all);
    return Signal.of(seen.format(), seen.grid(), seen.components(), all);
  }

  private static MemoryNeed whole(SignalDescription signal) {
    return need(signal, "decode without --reference, which makes pictures in parts,");
  }

  private static MemoryNeed need(SignalDescription signal, String less) {
    return MemoryNeed.ofSignal(
        "to rebuild a signal of " + signal.grid() + " as a whole",
        (long) signal.grid().points() * signal.components(),
        less);
  }

  /** The threads that evaluate and train where nobody says how many. */
  public static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
