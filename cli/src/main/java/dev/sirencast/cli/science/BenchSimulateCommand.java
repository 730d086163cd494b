package dev.sirencast.cli.science;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.options.RateOption;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.ReferenceInput;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.experiments.bench.TrialBench;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.FrameContent;
import dev.sirencast.simulation.SimulatedStream;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.WeightChannel;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.transport.impairment.ChannelModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench simulate}: trials of a simulation beside libtorch. */
@Command(
    name = "simulate",
    description = {
      "Times trials of a simulation beside libtorch, in one process, in turns; medians. A trial of"
          + " ours is the channel, the reception, the samples and the PSNR; libtorch is given the"
          + " damaged weights for nothing, and evaluates them all.",
      ""
    },
    sortOptions = false)
final class BenchSimulateCommand extends ConsoleCommand {
  @Parameters(paramLabel = "IN.siren", description = "The stream.")
  @Reads
  private Path input = Path.of("");

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      required = true,
      description = "The original, as in 'simulate'.")
  @Reads(FileNaming.SIGNAL)
  private String reference = "";

  @Option(
      names = "--channel",
      paramLabel = "SPEC",
      description = "As in 'simulate'; repeat it for several (default: loss(1%%)).")
  @Reads(FileNaming.CHANNEL)
  private List<String> channels = List.of("loss(1%)");

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "20",
      description = "Trials of a round (default: ${DEFAULT-VALUE}).")
  private int trials;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Counted rounds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  public Integer call() throws IOException {
    TrialBench bench = CommandException.checked(() -> new TrialBench(trials, rounds, this::note));
    List<ChannelModel> models =
        channels.stream()
            .map(text -> CommandException.checked(() -> FrameContent.labelled(text)))
            .toList();
    List<byte[]> frames = StreamFile.frames(input);
    ReceiverOptions options = ReceiverOptions.DEFAULTS;
    Reception exact = StreamFile.receive(input.toString(), frames, options);
    Signal original = ReferenceInput.read(reference, exact.manifest().signal(), null, this::warn);
    SimulatedStream stream = new SimulatedStream(frames, exact, Reconstruction.of(exact), original);
    List<TrialBench.Times> times = new ArrayList<>();
    StringBuilder text =
        new StringBuilder(
            "JDK " + Runtime.version() + ", " + SirenNetwork.kernelName() + ", " + input);
    text.append(
        String.format(
            "%n%7s %12s %12s %6s %8s  %s", "threads", "ours", "libtorch", "x", "apart", "channel"));
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    json.put("trials", trials);
    json.put("rounds", rounds);
    ArrayNode rows = json.putArray("rows");
    for (ChannelModel model : models) {
      note(model.toString());
      Simulation simulation =
          new Simulation(stream, model, RateOption.DEFAULT, WeightChannel.CLEAN, options);
      try {
        times.add(bench.run(simulation, 0, Reconstruction.threads()));
      } catch (IllegalArgumentException | IllegalStateException e) {
        throw CommandException.failure(e.getMessage(), e);
      }
      TrialBench.Times last = times.get(times.size() - 1);
      text.append(
          String.format(
              Locale.ROOT,
              "%n%7d %6.1f ms %9.1f ms %6.1f %8s  %s",
              last.threads(),
              1e3 * last.ours(),
              1e3 * last.engine(),
              last.engine() / last.ours(),
              Double.isNaN(last.difference())
                  ? ""
                  : String.format(Locale.ROOT, "%.0e dB", last.difference()),
              model));
      ObjectNode row = rows.addObject();
      row.put("channel", model.toString());
      row.put("threads", last.threads());
      Json.number(row, "trials_per_second", 1 / last.ours());
      Json.number(row, "libtorch_trials_per_second", 1 / last.engine());
      Json.number(row, "over_libtorch", last.engine() / last.ours());
      row.put("libtorch_setting", last.setting());
      Json.number(row, "difference_db", last.difference());
    }
    print(text + System.lineSeparator() + "x: times as fast as libtorch; medians", json);
    return ExitCode.DONE;
  }
}
