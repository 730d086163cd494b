package dev.sirencast.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.media.TestCard;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.transport.impairment.ChannelModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransfersTest {
  private static final Signal CARD = TestCard.create(24, 16);
  private static final long RATE = 1_000_000;
  private final SimulatedStream stream;

  TransfersTest() throws InvalidStreamException {
    TrainedNetwork network =
        TrainedNetwork.of(
            SirenInitializer.initialize(new SirenArchitecture(2, 16, 2, 3, 30, 30), 0), CARD);
    EncodedStream encoded =
        StreamEncoder.of(EncoderOptions.of(new RateTarget.Bits(8))).encode(network).stream();
    SirenReceiver receiver = SirenReceiver.create(ReceiverOptions.DEFAULTS);
    encoded.frames().forEach(receiver::accept);
    Reception exact = receiver.finish();
    stream =
        new SimulatedStream(encoded.frames(), exact, exact.reconstruct(Runnable::run, 1), CARD);
  }

  private StreamCarrier carrier() {
    return new StreamCarrier(stream, ReceiverOptions.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "loss(30%)", "ber(1e-3)", "loss(100%)"})
  void aStreamIsCarriedAsItIsSimulated(String channel) {
    ChannelModel model = ChannelModel.parse(channel);
    Simulation simulation =
        new Simulation(stream, model, RATE, WeightChannel.CLEAN, ReceiverOptions.DEFAULTS);
    Transfers transfers = new Transfers(carrier(), model, RATE);
    List<Delivery> deliveries = transfers.run(6, 3, 2, () -> true);
    assertEquals(6, deliveries.size());
    for (int i = 0; i < deliveries.size(); i++) {
      Simulation.Trial trial = simulation.trial(3, i);
      assertEquals(trial.decibels(), deliveries.get(i).decibels(), 1e-9);
      assertEquals(trial.decodable(), deliveries.get(i).decoded());
      assertEquals(deliveries.get(i).decibels(), Psnr.decibels(CARD, transfers.seen(3, i)), 1e-3);
    }
  }

  @Test
  void whoeverEndsThemGetsThoseBeforeWithoutAGap() {
    AtomicInteger asked = new AtomicInteger();
    Transfers transfers = new Transfers(carrier(), ChannelModel.parse("loss(10%)"), RATE);
    List<Delivery> all = transfers.run(8, 0, 1, () -> true);
    List<Delivery> some = transfers.run(8, 0, 1, () -> asked.getAndIncrement() < 5);
    assertEquals(all.subList(0, 5), some);
  }

  @Test
  void whatIsExactHasAHundredDecibels() {
    assertEquals(100, new Delivery(Double.POSITIVE_INFINITY, true).decibels());
    assertTrue(carrier().receive(stream.frames()).decoded());
    assertFalse(carrier().receive(List.of()).decoded());
  }
}
