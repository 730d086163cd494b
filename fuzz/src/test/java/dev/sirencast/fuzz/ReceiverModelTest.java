package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.fuzz.ReceiverModel.Arrival;
import dev.sirencast.fuzz.ReceiverModel.Fate;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.Depacketizer;
import dev.sirencast.receiver.ReceivedStream;
import dev.sirencast.receiver.ReceivedTensor;
import dev.sirencast.receiver.ReceiverLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Random schedules of loss, repetition, reordering and damage, of two streams at once and with a
 * manifest that is late or never comes: the receiver has the weights and the counts of {@link
 * ReceiverModel}.
 */
class ReceiverModelTest {
  /** Not the one of parity over rows and columns, whose restoring is no matter of counting. */
  private static final List<EncodedStream> STREAMS =
      Streams.all().stream().filter(stream -> !stream.equals(Streams.all().get(7))).toList();

  private static final int MOST_FRAMES = 90;

  /** More than any parity bytes put right. */
  private static final int ALL_BYTES = PacketFormat.MAX_BODY_BYTES;

  /** A schedule, and what jqwik shrinks it by. */
  record Trial(int stream, int other, List<Integer> frames) {
    /** Three of four frames are of the one stream, one of ten is damaged in some way. */
    private List<Arrival> arrivals(Fate damage) {
      List<Arrival> arrivals = new ArrayList<>();
      for (int frame : frames) {
        EncodedStream from = STREAMS.get(frame % 4 == 3 ? other : stream);
        WeightPacket packet = from.packets().get(frame / 4 % from.packets().size());
        int luck = frame / 1000 % 20;
        arrivals.add(
            new Arrival(
                from, packet, luck == 0 ? Fate.HEADER_DAMAGED : luck <= 2 ? damage : Fate.WHOLE));
      }
      return arrivals;
    }
  }

  @Provide
  Arbitrary<Trial> trials() {
    Arbitrary<Integer> streams = Arbitraries.integers().between(0, STREAMS.size() - 1);
    Arbitrary<List<Integer>> frames =
        Arbitraries.integers()
            .between(0, 1_000_000)
            .withDistribution(RandomDistribution.uniform())
            .list()
            .ofMaxSize(MOST_FRAMES);
    return Combinators.combine(streams, streams, frames).as(Trial::new);
  }

  /** What is known of damaged packets is that they are of no use. */
  @Property(tries = 400)
  void strictReceiverIsAsTheModelSays(@ForAll("trials") Trial trial) throws Exception {
    List<Arrival> schedule = trial.arrivals(Fate.DAMAGED);
    ReceiverModel model = new ReceiverModel(schedule);
    Depacketizer depacketizer = Depacketizer.create(DeliveryPolicy.STRICT, ReceiverLimits.DEFAULTS);
    schedule.forEach(arrival -> depacketizer.accept(frame(arrival, ALL_BYTES)));
    assertEquals(model.frames(), depacketizer.frames());
    if (model.stream().isEmpty()) {
      assertThrows(InvalidStreamException.class, depacketizer::finish);
      return;
    }
    ReceivedStream received = depacketizer.finish();
    assertEquals(model.packets(), received.packets());
    assertSame(whatIsKnown(model), received);
  }

  /** A body with one wrong bit is as good as a whole one, in manifests too. */
  @Property(tries = 200)
  void oneFlippedBitIsPutRight(@ForAll("trials") Trial trial) throws Exception {
    List<Arrival> schedule = trial.arrivals(Fate.DAMAGED);
    List<Arrival> undamaged =
        schedule.stream()
            .map(
                arrival ->
                    arrival.fate() == Fate.DAMAGED
                        ? new Arrival(arrival.stream(), arrival.packet(), Fate.WHOLE)
                        : arrival)
            .toList();
    ReceiverModel model = new ReceiverModel(undamaged);
    Depacketizer depacketizer = Depacketizer.create(DeliveryPolicy.REPAIR, ReceiverLimits.DEFAULTS);
    schedule.forEach(arrival -> depacketizer.accept(frame(arrival, 1)));
    if (model.stream().isPresent()) {
      ReceivedStream received = depacketizer.finish();
      assertSame(whatIsKnown(model), received);
      assertEquals(model.packets().lost(), received.packets().lost());
    } else {
      assertThrows(InvalidStreamException.class, depacketizer::finish);
    }
  }

  /** The stream as it arrives if nothing but the known packets come, each once. */
  private static ReceivedStream whatIsKnown(ReceiverModel model) throws InvalidStreamException {
    EncodedStream stream = model.stream().orElseThrow();
    Depacketizer depacketizer = Depacketizer.create(DeliveryPolicy.STRICT, ReceiverLimits.DEFAULTS);
    for (WeightPacket packet : stream.packets()) {
      boolean source = packet.kind() == PacketKind.SOURCE;
      if (packet.kind() == PacketKind.MANIFEST
          || source && model.known().contains(packet.number())) {
        depacketizer.accept(PacketSerializer.serialize(packet));
      }
    }
    ReceivedStream known = depacketizer.finish();
    boolean all = model.known().size() == stream.manifest().sourcePackets();
    assertEquals(all, depacketizer.isComplete());
    assertTrue(!all || known.tensors().stream().allMatch(ReceivedTensor::isIntact));
    return known;
  }

  private static void assertSame(ReceivedStream expected, ReceivedStream received) {
    for (int i = 0; i < expected.tensors().size(); i++) {
      ReceivedTensor right = expected.tensors().get(i);
      ReceivedTensor tensor = received.tensors().get(i);
      assertArrayEquals(right.values().toArray(), tensor.values().toArray());
      assertEquals(right.missing(), tensor.missing());
      assertEquals(right.isIntact(), tensor.isIntact());
      assertEquals(0, tensor.doubtful());
    }
    for (int i = 0; i < expected.patches().size(); i++) {
      assertEquals(text(expected.patches().get(i)), text(received.patches().get(i)));
    }
  }

  private static String text(@Nullable PatchSymbols patch) {
    return patch == null ? "none" : patch.width() + " " + Arrays.toString(patch.symbols());
  }

  private static byte[] frame(Arrival arrival, int wrongBytes) {
    byte[] frame = PacketSerializer.serialize(arrival.packet());
    switch (arrival.fate()) {
      case WHOLE -> {}
      case HEADER_DAMAGED -> frame[5] ^= 1;
      case DAMAGED -> {
        int body = frame.length - PacketFormat.HEADER_BYTES;
        for (int i = 0; i < Math.min(wrongBytes, body); i++) {
          frame[PacketFormat.HEADER_BYTES + (body / 2 + i) % body] ^= (byte) (1 << i % 8);
        }
      }
    }
    return frame;
  }
}
