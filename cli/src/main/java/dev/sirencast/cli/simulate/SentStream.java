package dev.sirencast.cli.simulate;

import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.signal.Signal;
import java.nio.file.Path;
import java.util.List;

/**
 * What is sent in all trials, and what a report shows of it.
 *
 * @param file it comes from
 * @param frames in the order in which they are sent
 * @param manifest what it says of itself
 * @param original the reference on the stream's grid
 * @param decoded what the stream shows where nothing is damaged
 * @param fidelity how near that is to the original
 */
record SentStream(
    Path file,
    List<byte[]> frames,
    StreamManifest manifest,
    Signal original,
    Signal decoded,
    Fidelity fidelity) {
  SentStream {
    frames = List.copyOf(frames);
  }

  long bytes() {
    return frames.stream().mapToLong(frame -> frame.length).sum();
  }
}
