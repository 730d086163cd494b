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
import dev.sirencast.simulation.SimulatedStream;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.TrialStatistics;
import java.io.IOException;
import java.util.List;

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
            List.of(),
            0,
            options);
    Signal received =
        transfer.reception().map(r -> Reconstruction.of(r)).orElseGet(simulation::grey);
    double[] decibels =
        simulation
            .run(0, link.trials(), link.seed(), Reconstruction.threads(), Simulation.Watch.NONE)
            .stream()
            .mapToDouble(Simulation.Trial::decibels)
            .toArray();
    return new DemoStream(
        name,
        encoded,
        UsedPolicy.of(options, exact.report()),
        transfer,
        clean,
        received,
        Psnr.decibels(picture, clean),
        Psnr.decibels(picture, received),
        TrialStatistics.of(decibels));
  }
}
