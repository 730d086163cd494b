package dev.sirencast.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.transport.impairment.ChannelModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExperimentTest {
  private static final Signal CARD = TestCard.create(24, 16);
  private static List<SimulationCase> cells;

  @BeforeAll
  static void makeCells() throws InvalidStreamException {
    List<byte[]> frames =
        Packetizer.packetize(
                SignalDescription.of(CARD),
                Quantizer.quantize(
                    SirenInitializer.initialize(new SirenArchitecture(2, 16, 2, 3, 30, 30), 5), 8),
                PacketizerOptions.DEFAULTS.withPacketBytes(100))
            .frames();
    SirenReceiver receiver = SirenReceiver.create(ReceiverOptions.DEFAULTS);
    frames.forEach(receiver::accept);
    Reception exact = receiver.finish();
    SimulatedStream stream =
        new SimulatedStream(frames, exact, exact.reconstruct(Runnable::run, 1), CARD);
    cells =
        Stream.of("loss(10%)", "loss(30%)", "none")
            .map(
                channel ->
                    new SimulationCase(
                        "",
                        channel,
                        Map.of(),
                        Map.of(),
                        new Simulation(
                            stream,
                            ChannelModel.parse(channel),
                            1_000_000,
                            WeightChannel.CLEAN,
                            ReceiverOptions.DEFAULTS)))
            .toList();
  }

  private static Experiment experiment(int trials) {
    return new Experiment(cells, new TrialPlan(trials, Optional.empty()), 7);
  }

  private static List<Double> decibels(SimulationPoint point) {
    return point.trials().stream().map(Simulation.Trial::decibels).toList();
  }

  @Test
  void whatIsEndedEarlyKnowsSomethingOfEveryCell() {
    List<SimulationPoint> points =
        experiment(4).run(1, TrialStore.NONE, (done, of) -> done < 5 && of == 12);
    assertEquals(List.of(2, 2, 1), points.stream().map(point -> point.trials().size()).toList());
    List<SimulationPoint> all = experiment(4).run(2, TrialStore.NONE, Experiment.Watch.NONE);
    for (int i = 0; i < 3; i++) {
      assertEquals(4, all.get(i).trials().size());
      List<Double> first = decibels(points.get(i));
      assertEquals(decibels(all.get(i)).subList(0, first.size()), first);
    }
  }

  @Test
  void trialsThatAreKeptAreNotMadeAgain() {
    Map<String, Simulation.Trial> kept = new ConcurrentHashMap<>();
    AtomicInteger made = new AtomicInteger();
    TrialStore store =
        new TrialStore() {
          @Override
          public Optional<Simulation.Trial> find(int cell, int number) {
            return Optional.ofNullable(kept.get(cell + " " + number));
          }

          @Override
          public void add(int cell, int number, Simulation.Trial trial) {
            made.incrementAndGet();
            kept.put(cell + " " + number, trial);
          }
        };
    experiment(2).run(2, store, Experiment.Watch.NONE);
    assertEquals(6, made.get());
    List<SimulationPoint> more = experiment(5).run(2, store, Experiment.Watch.NONE);
    assertEquals(15, made.get());
    List<SimulationPoint> alone = experiment(5).run(1, TrialStore.NONE, Experiment.Watch.NONE);
    for (int i = 0; i < 3; i++) {
      assertEquals(alone.get(i).statistics(), more.get(i).statistics());
    }
  }

  @Test
  void differencesAreOfTheSameTrials() {
    List<SimulationPoint> points = experiment(20).run(2, TrialStore.NONE, Experiment.Watch.NONE);
    PairedDifference none = PairedDifference.of(points.get(2), points.get(2));
    assertEquals(new PairedDifference(20, 0, 0, 0.5), none);
    PairedDifference losses = PairedDifference.of(points.get(0), points.get(1));
    assertEquals(
        points.get(0).statistics().mean() - points.get(1).statistics().mean(), losses.mean(), 1e-9);
    assertTrue(losses.ci95() > 0);
  }
}
