package dev.sirencast.cli.simulate;

import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.SimulatedStream;
import dev.sirencast.simulation.SimulationPoint;
import java.nio.file.Path;
import java.util.List;

/**
 * What is sent in all trials, and what a report shows of it.
 *
 * @param file where it was read
 * @param protection the name of what it was protected with, empty for its own
 * @param clean what comes of all frames
 * @param decoded what that shows
 * @param fidelity how near that is to the original
 * @param simulated what trials work with
 */
record SentStream(
    Path file,
    String protection,
    Reception clean,
    Signal decoded,
    Fidelity fidelity,
    SimulatedStream simulated) {

  /** The stream that a point's trials sent. */
  static SentStream of(SimulationPoint point, List<SentStream> streams) {
    return streams.stream()
        .filter(stream -> stream.simulated() == point.simulation().stream())
        .findFirst()
        .orElseThrow();
  }

  /** A name among others: the file's, with its protection. */
  String name() {
    String name = file.getFileName().toString();
    return protection.isEmpty() ? name : name + " " + protection;
  }

  /** In the order in which they are sent. */
  List<byte[]> frames() {
    return simulated.frames();
  }

  StreamManifest manifest() {
    return clean.manifest();
  }

  /** The reference on the stream's grid. */
  Signal original() {
    return simulated.reference();
  }

  long bytes() {
    return ComparedOptions.bytes(frames());
  }
}
