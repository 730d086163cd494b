package dev.sirencast.cli.demo;

import dev.sirencast.cli.options.RateOption;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.Experiment;
import dev.sirencast.simulation.SimulatedStream;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.SimulationCase;
import dev.sirencast.simulation.TrialPlan;
import dev.sirencast.simulation.TrialStatistics;
import dev.sirencast.simulation.TrialStore;
import dev.sirencast.simulation.WeightChannel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stream that went through the bad channel.
 *
 * @param name plain or protected
 * @param encoded what was sent
 * @param policy how damaged packets were treated
 * @param transfer the transfer over the socket
 * @param clean the picture without a channel
 * @param received the picture that arrived
 * @param cleanPsnr PSNR of {@code clean}
 * @param psnr PSNR of {@code received}
 * @param simulated PSNR of the same transfer from other seeds
 */
record DemoStream(
    String name,
    EncodedStream encoded,
    UsedPolicy policy,
    LoopbackTransfer transfer,
    Signal clean,
    Signal received,
    double cleanPsnr,
    double psnr,
    TrialStatistics simulated) {

  /** Sends a picture's stream over a socket, and repeats that in simulation. */
  static DemoStream send(String name, Signal picture, EncodedStream encoded, DemoLink link)
      throws IOException {
    ReceiverOptions options = ReceiverOptions.DEFAULTS;
    Reception exact = StreamFile.exact(encoded);
    Signal clean = Reconstruction.of(exact);
    LoopbackTransfer transfer = LoopbackTransfer.run(encoded, link.model(), link.seed(), options);
    Simulation simulation =
        new Simulation(
            new SimulatedStream(encoded.frames(), exact, clean, picture),
            link.model(),
            RateOption.DEFAULT,
            WeightChannel.CLEAN,
            options);
    Signal received =
        transfer.reception().map(r -> Reconstruction.of(r)).orElseGet(simulation.stream()::grey);
    Experiment experiment =
        new Experiment(
            List.of(new SimulationCase("", name, Map.of(), Map.of(), simulation)),
            new TrialPlan(link.trials(), Optional.empty()),
            link.seed());
    TrialStatistics simulated =
        experiment
            .run(Reconstruction.threads(), TrialStore.NONE, Experiment.Watch.NONE)
            .get(0)
            .statistics();
    return new DemoStream(
        name,
        encoded,
        UsedPolicy.of(options, exact.report()),
        transfer,
        clean,
        received,
        Psnr.decibels(picture, clean),
        Psnr.decibels(picture, received),
        simulated);
  }
}
