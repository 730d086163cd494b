package dev.sirencast.cli.serve;

import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.FrameCounts;
import dev.sirencast.receiver.PacketCounts;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A stored stream of which every packet is there as it was made: others are not served. */
final class WholeStream {
  private static final ReceiverOptions STRICT =
      ReceiverOptions.DEFAULTS.withPolicy(DeliveryPolicy.STRICT);

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
    Reception reception = StreamFile.finish(file.toString(), receiver);
    PacketCounts packets = reception.report().packets();
    FrameCounts arrived = reception.report().frames();
    if (packets.ok() != packets.expected() || arrived.accepted() != arrived.received()) {
      throw new IOException(
          "it is damaged or not all there, "
              + packets.ok()
              + " of "
              + packets.expected()
              + " packets are whole");
    }
    return frames;
  }
}
