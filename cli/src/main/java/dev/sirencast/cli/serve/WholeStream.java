package dev.sirencast.cli.serve;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.FrameCounts;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.SirenReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A stored stream of which every packet is there as it was made: others are not served.
 *
 * <p>Packets are counted and their checksums looked at; no weight is read, so that no stream in the
 * directory can cost more than its bytes.
 */
final class WholeStream {
  private static final ReceiverOptions STRICT = StreamFile.UNSEEN.withPolicy(DeliveryPolicy.STRICT);

  private WholeStream() {}

  /**
   * Returns the packets in a file.
   *
   * @throws IOException if it cannot be read, or a packet is damaged or missing
   * @throws CommandException if it is no stream
   */
  static List<byte[]> read(Path file) throws IOException {
    List<byte[]> frames = StreamFile.frames(file);
    SirenReceiver receiver = SirenReceiver.create(STRICT);
    frames.forEach(receiver::accept);
    Optional<StreamManifest> manifest = receiver.manifest();
    if (manifest.isEmpty()) {
      StreamFile.finish(file.toString(), receiver); // says what it lacks
    }
    FrameCounts arrived = receiver.frames();
    int expected = manifest.orElseThrow().packets();
    if (arrived.accepted() != expected || arrived.accepted() != arrived.received()) {
      throw new IOException(
          "it is damaged or not all there, "
              + arrived.accepted()
              + " of "
              + expected
              + " packets are whole");
    }
    return frames;
  }
}
