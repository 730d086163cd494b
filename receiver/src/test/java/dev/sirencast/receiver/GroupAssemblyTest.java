package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.GroupLayout;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.format.checksum.Crc32c;
import dev.sirencast.patch.KnownPatches;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.receiver.packet.FrameState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One group's packets, without a stream around them. */
class GroupAssemblyTest {
  private final EncodedStream stream = SmallStreams.stream(WeightCoding.ERROR_RESILIENT, 0.5);
  private final StreamManifest manifest = stream.manifest();
  private final PacketGroup group = manifest.groups().get(0);
  private final List<WeightPacket> sources = packets(PacketKind.SOURCE, group.sourcePackets());
  private final List<WeightPacket> repairs = packets(PacketKind.REPAIR, group.repairPackets());

  /** The first packets of a kind, which are the first group's. */
  private List<WeightPacket> packets(PacketKind kind, int count) {
    List<WeightPacket> packets = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      if (packet.kind() == kind && packet.number() < count) {
        packets.add(packet);
      }
    }
    return packets;
  }

  private GroupAssembly assembly(DeliveryPolicy policy) {
    return new GroupAssembly(manifest, group, policy, null, KnownPatches.NONE);
  }

  private static FrameState place(GroupAssembly assembly, WeightPacket packet) {
    return assembly.place(packet.kind(), packet.number(), new ParsedPacket.Intact(packet));
  }

  private static FrameState placeDamaged(GroupAssembly assembly, WeightPacket packet) {
    byte[] body = packet.body();
    int checksum = Crc32c.of(body, 0, body.length);
    body[1] ^= 4;
    WeightPacket bent = WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body);
    return assembly.place(packet.kind(), packet.number(), new ParsedPacket.Damaged(bent, checksum));
  }

  private TensorSymbols finish(GroupAssembly assembly, boolean repairing) {
    TensorSymbols symbols = new TensorSymbols(manifest);
    assembly.finish(symbols, new PatchSymbols[0], new PacketCounters(), true, repairing);
    return symbols;
  }

  private void assertWhole(TensorSymbols symbols) {
    List<QuantizedTensor> sent = SmallStreams.network(SmallStreams.SMALL, 5, 3, 1);
    for (int tensor : group.tensors()) {
      assertTrue(symbols.missing[tensor].isEmpty());
      assertArrayEquals(sent.get(tensor).toArray(), symbols.symbols[tensor]);
    }
  }

  @ParameterizedTest
  @EnumSource(DeliveryPolicy.class)
  void allSourcePacketsAreAllSymbols(DeliveryPolicy policy) {
    GroupAssembly assembly = assembly(policy);
    for (WeightPacket packet : sources) {
      assertFalse(assembly.isComplete());
      assertEquals(FrameState.ACCEPTED, place(assembly, packet));
      assertEquals(FrameState.DUPLICATE, place(assembly, packet));
    }
    assertTrue(assembly.isComplete());
    assertWhole(finish(assembly, true));
    assertFalse(assembly.hasRestored());
  }

  @Test
  void aRepairPacketStandsForALostOne() {
    GroupAssembly assembly = assembly(DeliveryPolicy.REPAIR);
    sources.subList(1, sources.size()).forEach(packet -> place(assembly, packet));
    repairs.forEach(packet -> place(assembly, packet));
    assertFalse(assembly.isComplete());
    assertWhole(finish(assembly, true));
    assertTrue(assembly.hasRestored());
    TensorSymbols alone = finish(assembly, false);
    assertFalse(assembly.hasRestored());
    int missing = group.tensors().stream().mapToInt(t -> alone.missing[t].cardinality()).sum();
    int symbols =
        GroupLayout.of(manifest.architecture(), manifest.tensors(), group)
            .runs(0, group.sourcePackets())
            .stream()
            .mapToInt(GroupLayout.Run::count)
            .sum();
    assertEquals(symbols, missing);
  }

  @Test
  void aDamagedBodyIsKeptWhereThePolicyUsesIt() {
    WeightPacket packet = sources.get(0);
    assertEquals(FrameState.DROPPED_POLICY, placeDamaged(assembly(DeliveryPolicy.STRICT), packet));
    GroupAssembly soft = assembly(DeliveryPolicy.SOFT);
    assertEquals(FrameState.ACCEPTED, placeDamaged(soft, packet));
    sources.subList(1, sources.size()).forEach(other -> place(soft, other));
    TensorSymbols symbols = finish(soft, true);
    int doubtful = group.tensors().stream().mapToInt(t -> symbols.doubtful[t].cardinality()).sum();
    assertTrue(doubtful > 0);
    assertEquals(FrameState.ACCEPTED, place(soft, packet));
    assertWhole(finish(soft, true));
  }

  @Test
  void aBodyThatIsTooLongIsRejected() {
    WeightPacket packet = sources.get(0);
    byte[] body = new byte[packet.body().length + 40];
    assertEquals(
        FrameState.REJECTED,
        place(
            assembly(DeliveryPolicy.REPAIR),
            WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body)));
  }
}
