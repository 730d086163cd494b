package dev.sirencast.receiver;

import dev.sirencast.codec.FrameCounts;
import dev.sirencast.codec.PacketCounts;
import dev.sirencast.codec.ReceivedStream;
import dev.sirencast.codec.ReceivedTensor;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.List;

/**
 * What arrived, what was restored and what had to be made up.
 *
 * @param packets every packet of the stream, counted once
 * @param frames every frame that arrived, counted once
 * @param weights weights of the network
 * @param concealedWeights weights that are lost and were estimated
 * @param doubtfulWeights weights out of packets with damaged bodies, most of them right
 * @param inexactTensors names of the tensors that are not exactly what was sent
 */
public record ReceptionReport(
    PacketCounts packets,
    FrameCounts frames,
    int weights,
    int concealedWeights,
    int doubtfulWeights,
    List<String> inexactTensors) {
  /** Copies the list. */
  public ReceptionReport {
    inexactTensors = List.copyOf(inexactTensors);
  }

  static ReceptionReport of(ReceivedStream stream, int retransmitted) {
    int concealed = 0;
    int doubtful = 0;
    List<String> inexact = new ArrayList<>();
    for (int tensor = 0; tensor < stream.tensors().size(); tensor++) {
      ReceivedTensor received = stream.tensors().get(tensor);
      concealed += received.missing();
      doubtful += received.doubtful();
      if (!received.isIntact()) {
        inexact.add(SirenWeights.name(tensor));
      }
    }
    return new ReceptionReport(
        stream.packets().withRetransmitted(retransmitted),
        stream.frames(),
        stream.manifest().architecture().parameters(),
        concealed,
        doubtful,
        inexact);
  }

  /** Whether every weight is exactly what was sent. */
  public boolean isExact() {
    return inexactTensors.isEmpty();
  }
}
