package dev.sirencast.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.TrialStatistics;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.encode.Training;
import dev.sirencast.cli.options.RateOption;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.cli.simulate.Simulation;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.media.ImageFileWriter;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightPerturbation;
import dev.sirencast.trainer.RobustMode;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingResult;
import dev.sirencast.transport.impairment.ChannelModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: the whole story, from a built-in picture to what is left of it. */
@Command(
    name = "demo",
    description = {
      "Shows the whole story on a built-in picture.",
      "",
      "Trains a network on the test card, packages it twice at about equal bytes, without and with"
          + " protection, and sends both through the same bad channel over a real socket. Trains a"
          + " second one to withstand noise on its weights, and puts both under that noise. Writes what"
          + " is left as pictures and a report.",
      ""
    },
    sortOptions = false)
public final class DemoCommand extends ConsoleCommand {
  private static final int WIDTH = 192;
  private static final int HEIGHT = 128;
  private static final int STEPS = 1200;
  private static final double LEARNING_RATE = 1e-3;
  private static final double SIGMA = 1e-3;
  private static final int PACKET_BYTES = 500;
  private static final int TRIALS = 20;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "sirencast-demo",
      description = "Where the pictures and the report go (default: ${DEFAULT-VALUE}).")
  @Writes(folder = true)
  private Path directory = Path.of("");

  @Option(
      names = "--channel",
      paramLabel = "SPEC",
      defaultValue = "ge(p=2%,r=25%); ber(1e-5)",
      description = "The bad channel, as in 'simulate' (default: ${DEFAULT-VALUE}).")
  @Reads(FileNaming.CHANNEL)
  private String channel = "";

  @Mixin private SeedOption seed = new SeedOption(1);

  @Override
  protected void addFiles(CommandFiles files) {
    files.writesInto("-o", directory, name -> name.matches(".+\\.(png|siren|html)"));
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    ChannelModel model = CommandException.checked(() -> ChannelModel.parse(channel));
    createDirectory();
    Signal card = TestCard.create(WIDTH, HEIGHT);
    SirenArchitecture architecture = new SirenArchitecture(2, 128, 3, 3, 30, 30);
    TrainingOptions options =
        TrainingOptions.defaults()
            .withSteps(STEPS)
            .withLearningRate(LEARNING_RATE)
            .withSeed(seed.value());
    TrainingResult trained = train("1. training", card, architecture, options);
    RobustMode robust = RobustMode.parse("gaussian:" + SIGMA);
    TrainingResult trainedRobust =
        train(
            "2. training to withstand noise of " + SIGMA + " on the weights,",
            card,
            robust.architecture(architecture, card.grid()),
            robust.options(options));
    WeightPerturbation noise = new WeightPerturbation.Gaussian(SIGMA);
    DemoResult result =
        new DemoResult(
            card,
            model,
            seed.value(),
            trained,
            stream(card, trained, "plain", 10, 0, model),
            stream(card, trained, "protected", 8, 0.25, model),
            DemoNoise.of(card, trained, noise, TRIALS, seed.value()),
            DemoNoise.of(card, trainedRobust, noise, TRIALS, seed.value()));
    List<Path> files = write(result);
    report(result, files, (System.nanoTime() - start) * 1e-9);
    return ExitCode.DONE;
  }

  private void createDirectory() throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException(directory + ": cannot be made a directory", e);
    }
  }

  private TrainingResult train(
      String what, Signal card, SirenArchitecture architecture, TrainingOptions options) {
    note(
        String.format(
            Locale.ROOT,
            "%s %s, %,d weights, on the %s test card",
            what,
            architecture,
            architecture.parameters(),
            card.grid()));
    try (ProgressDisplay display = progress("training", options.steps(), "steps")) {
      return Training.run(card, architecture, options, () -> false, display);
    }
  }

  /** Packages the weights one way, sends them, and repeats that in simulation. */
  private DemoResult.Stream stream(
      Signal card,
      TrainingResult trained,
      String name,
      int bits,
      double overhead,
      ChannelModel model)
      throws IOException {
    EncodedStream stream =
        Packetizer.packetize(
            SignalDescription.of(card),
            Quantizer.quantize(trained.weights(), bits),
            PacketizerOptions.DEFAULTS
                .withPacketBytes(PACKET_BYTES)
                .withProtection(UnequalErrorProtection.ofOverhead(overhead)));
    note(
        String.format(
            Locale.ROOT,
            "3. %s stream: %d bits a weight, %d packets, %,d bytes; over UDP through %s",
            name,
            bits,
            stream.packets().size(),
            stream.bytes(),
            model));
    Reception exact = StreamFile.exact(stream);
    Signal cleanPicture = Reconstruction.of(exact);
    ReceiverOptions receiver = ReceiverOptions.DEFAULTS;
    LoopbackTransfer transfer = LoopbackTransfer.run(stream, model, seed.value(), receiver);
    Simulation simulation =
        new Simulation(stream.manifest(), card, model, RateOption.DEFAULT, List.of(), 0, receiver);
    Signal received =
        transfer.reception().map(r -> Reconstruction.of(r)).orElseGet(simulation::grey);
    double[] decibels =
        simulation.run(stream.frames(), TRIALS, seed.value(), done -> {}).stream()
            .mapToDouble(Simulation.Trial::decibels)
            .toArray();
    return new DemoResult.Stream(
        name,
        bits,
        stream,
        UsedPolicy.of(receiver, exact.report()),
        transfer,
        cleanPicture,
        received,
        Psnr.decibels(card, cleanPicture),
        Psnr.decibels(card, received),
        TrialStatistics.of(decibels));
  }

  private List<Path> write(DemoResult result) throws IOException {
    List<Path> files = new ArrayList<>();
    write(files, "original.png", result.card());
    write(files, "clean.png", result.shielded().clean());
    write(files, "received-plain.png", result.plain().received());
    write(files, "received-protected.png", result.shielded().received());
    write(files, "noise-plain.png", result.plainNoise().noisy());
    write(files, "noise-robust.png", result.robustNoise().noisy());
    write(
        files,
        "overview.png",
        PictureBoard.of(
            List.of(
                result.card(),
                result.plain().received(),
                result.plainNoise().noisy(),
                result.shielded().clean(),
                result.shielded().received(),
                result.robustNoise().noisy()),
            3,
            2));
    for (DemoResult.Stream stream : List.of(result.plain(), result.shielded())) {
      Path file = directory.resolve(stream.name() + ".siren");
      FileReplacement.write(file, stream.encoded()::writeTo);
      files.add(file);
    }
    Path report = directory.resolve("report.html");
    byte[] html = HtmlReport.of(result).getBytes(StandardCharsets.UTF_8);
    FileReplacement.write(report, out -> out.write(html));
    files.add(report);
    return files;
  }

  private void write(List<Path> files, String name, Signal picture) throws IOException {
    Path file = directory.resolve(name);
    ImageFileWriter.write(picture, file);
    files.add(file);
  }

  private void report(DemoResult result, List<Path> files, double seconds) {
    ObjectNode json = Json.object();
    Json.number(json, "clean_psnr_db", result.shielded().cleanPsnr());
    Json.number(json, "plain_psnr_db", result.plain().psnr());
    Json.number(json, "protected_psnr_db", result.shielded().psnr());
    Json.number(json, "float_psnr_db", result.training().psnr());
    json.put("channel", result.channel().toString());
    json.put("trials", TRIALS);
    json.put("seed", seed.value());
    json.put("steps", result.training().steps());
    json.put("engine", result.training().engine().label());
    json.put("device", result.training().device());
    for (DemoResult.Stream stream : List.of(result.plain(), result.shielded())) {
      ObjectNode node = json.putObject(stream.name());
      node.put("bytes", stream.encoded().bytes());
      node.put("bits", stream.bits());
      stream.policy().addTo(node);
      Json.number(node, "clean_psnr_db", stream.cleanPsnr());
      Json.number(node, "psnr_db", stream.psnr());
      stream.simulated().addTo(node);
      stream.transfer().reception().ifPresent(r -> Json.reception(node, r.report()));
      Json.channel(node.putObject("observed"), stream.transfer().summary().channel());
    }
    noise(json.putObject("weight_noise"), result);
    Json.number(json, "seconds", seconds);
    ArrayNode list = json.putArray("files");
    files.forEach(file -> list.add(file.toString()));
    print(text(result, seconds), json);
  }

  private static void noise(ObjectNode json, DemoResult result) {
    json.put("noise", result.plainNoise().noise().toString());
    for (DemoNoise part : List.of(result.plainNoise(), result.robustNoise())) {
      ObjectNode node = json.putObject(part == result.plainNoise() ? "plain" : "robust");
      Json.number(node, "clean_psnr_db", part.cleanPsnr());
      Json.number(node, "psnr_db", part.psnr());
      part.simulated().addTo(node);
    }
  }

  private String text(DemoResult result, double seconds) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-10s %9s %10s %12s %24s%n",
            "stream",
            "bytes",
            "clean dB",
            "received dB",
            TRIALS + " simulated (5th perc.)"));
    for (DemoResult.Stream stream : List.of(result.plain(), result.shielded())) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-10s %,9d %10.2f %12.2f %15.2f %8s%n",
              stream.name(),
              stream.encoded().bytes(),
              stream.cleanPsnr(),
              stream.psnr(),
              stream.simulated().mean(),
              String.format(Locale.ROOT, "(%.2f)", stream.simulated().p5())));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-20s %10s %12s %24s%n",
            "weights under noise",
            "clean dB",
            "noisy dB",
            TRIALS + " draws (5th perc.)"));
    for (DemoNoise part : List.of(result.plainNoise(), result.robustNoise())) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-20s %10.2f %12.2f %15.2f %8s%n",
              part == result.plainNoise() ? "plain" : "trained for it",
              part.cleanPsnr(),
              part.psnr(),
              part.simulated().mean(),
              String.format(Locale.ROOT, "(%.2f)", part.simulated().p5())));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%nnoise %s on every weight that is sent; channel %s, seed %d, over UDP on this machine's loopback%n"
                + "pictures and report in %s, %.1f s in all",
            result.plainNoise().noise(),
            result.channel(),
            seed.value(),
            directory,
            seconds));
    return text.toString();
  }
}
