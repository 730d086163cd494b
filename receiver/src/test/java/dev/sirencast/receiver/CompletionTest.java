package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether a stream of several groups is complete, and what changes it. */
class CompletionTest {
  private static EncodedStream stream() {
    SirenArchitecture network = new SirenArchitecture(2, 16, 2, 3, 30, 30);
    PacketizerOptions options =
        PacketizerOptions.DEFAULTS
            .withCoding(WeightCoding.ENTROPY_CODED)
            .withPacketBytes(80)
            .withOrder(PacketOrder.PROGRESSIVE);
    return Packetizer.packetize(
        SmallStreams.PICTURE,
        QuantizedNetwork.of(network, SmallStreams.network(network, 8, 30, 1)),
        options);
  }

  private static byte[] frame(WeightPacket packet, byte[] body) {
    return PacketSerializer.serialize(
        WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body));
  }

  @Test
  void isCompleteFromTheLastSourcePacketOnWhateverTheOrder() {
    EncodedStream stream = stream();
    assertTrue(stream.manifest().groups().size() > 3);
    for (int seed = 0; seed < 20; seed++) {
      List<WeightPacket> packets = new ArrayList<>(stream.packets());
      packets.addAll(stream.packets().subList(0, 9));
      Collections.shuffle(packets, new Random(seed));
      Depacketizer depacketizer =
          Depacketizer.create(DeliveryPolicy.STRICT, ReceiverLimits.DEFAULTS);
      Set<Integer> sources = new HashSet<>();
      int changes = 0;
      for (WeightPacket packet : packets) {
        boolean isNew = packet.kind() != PacketKind.SOURCE || sources.add(packet.number());
        depacketizer.accept(frame(packet, packet.body()));
        boolean complete =
            depacketizer.manifest().isPresent()
                && sources.size() == stream.manifest().sourcePackets();
        assertEquals(complete, depacketizer.isComplete());
        assertTrue(isNew || depacketizer.changes() == changes);
        changes = depacketizer.changes();
      }
      assertTrue(depacketizer.isComplete());
    }
  }

  @Test
  void bodyThatIsNoneMakesItIncompleteAgain() throws Exception {
    EncodedStream stream = stream();
    Depacketizer depacketizer = Depacketizer.create(DeliveryPolicy.SOFT, ReceiverLimits.DEFAULTS);
    WeightPacket first = null;
    for (WeightPacket packet : stream.packets()) {
      boolean forged = first == null && packet.kind() == PacketKind.SOURCE;
      first = forged ? packet : first;
      depacketizer.accept(frame(packet, forged ? new byte[3] : packet.body()));
    }
    assertTrue(depacketizer.isComplete());
    int before = depacketizer.changes();
    depacketizer.finish();
    assertFalse(depacketizer.isComplete());
    assertEquals(before + 1, depacketizer.changes());
    depacketizer.accept(frame(first, first.body()));
    assertTrue(depacketizer.isComplete());
    assertTrue(depacketizer.finish().tensors().stream().allMatch(ReceivedTensor::isIntact));
  }

  @Test
  void damagedCopiesChangeSomethingAsLongAsTheyTellMore() {
    EncodedStream stream = SmallStreams.stream(WeightCoding.ERROR_RESILIENT, 0);
    Depacketizer depacketizer = Depacketizer.create(DeliveryPolicy.SOFT, ReceiverLimits.DEFAULTS);
    depacketizer.accept(stream.frames().get(0));
    int start = depacketizer.changes();
    byte[] damaged = stream.frames().get(1).clone();
    damaged[PacketFormat.HEADER_BYTES] ^= 1;
    for (int copy = 0; copy < 20; copy++) {
      depacketizer.accept(damaged);
    }
    assertEquals(7, depacketizer.changes() - start);
    assertEquals(19, depacketizer.frames().duplicate());
  }
}
