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
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.encode.PatchBar;
import dev.sirencast.cli.encode.Training;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.ProtectionPlan;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightPerturbation;
import dev.sirencast.trainer.RobustMode;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingResult;
import dev.sirencast.transport.impairment.ChannelModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: the whole story, from a built-in picture to what is left of it. */
@Command(
    name = "demo",
    description = {
      "Shows the whole story on a built-in picture.",
      "",
      "Encodes the test card in patches, without and with protection, and sends both streams"
          + " through the same bad channel over a real socket. Does the same with one network for"
          + " a smaller card, and trains a second one to withstand noise on its weights. Writes"
          + " what is left as pictures and a report.",
      ""
    },
    sortOptions = false)
public final class DemoCommand extends ConsoleCommand {
  private static final int WIDTH = 384;
  private static final int HEIGHT = 256;

  /** One network takes longer for a pixel: its picture has half the width and height. */
  private static final int NETWORK_SCALE = 2;

  private static final int STEPS = 1000;
  static final double LEARNING_RATE = 1e-3;
  static final double SIGMA = 1e-3;
  static final int PACKET_BYTES = 500;
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
    DemoFiles.create(directory);
    DemoLink link = new DemoLink(model, seed.value(), TRIALS);
    Signal picture = TestCard.create(WIDTH, HEIGHT);
    note("1. in patches: the test card, " + picture.grid());
    EncodedPatches plain =
        patches("training, then without repair packets", picture, Optional.empty());
    double patchSeconds = (System.nanoTime() - start) * 1e-9;
    EncodedPatches shielded =
        patches("again, with protection", picture, Optional.of(PatchStory.plan(link)));
    PatchStory patches = PatchStory.of(picture, plain, shielded, link);
    NetworkStory network = network(link);
    DemoResult result = new DemoResult(link, patches, network, patchSeconds);
    List<Path> files = DemoFiles.write(result, directory);
    double seconds = (System.nanoTime() - start) * 1e-9;
    ObjectNode json = DemoJson.of(result);
    Json.number(json, "seconds", seconds);
    ArrayNode list = json.putArray("files");
    files.forEach(file -> list.add(file.toString()));
    print(
        DemoText.of(result)
            + String.format(
                Locale.ROOT, "pictures and report in %s, %.1f s in all", directory, seconds),
        json);
    return ExitCode.DONE;
  }

  private EncodedPatches patches(String task, Signal picture, Optional<ProtectionPlan> plan) {
    EncodedPatches encoded;
    try (ProgressDisplay display = progress(task, 0, "patches")) {
      encoded = PatchStory.encode(picture, plan, seed.value(), new PatchBar(display, () -> false));
    }
    noteStream(encoded.stream(), plan.isPresent() ? "protected" : "plain");
    return encoded;
  }

  private NetworkStory network(DemoLink link) throws IOException {
    Signal card = TestCard.create(WIDTH / NETWORK_SCALE, HEIGHT / NETWORK_SCALE);
    SirenArchitecture architecture = new SirenArchitecture(2, 128, 3, 3, 30, 30);
    TrainingOptions options =
        TrainingOptions.defaults()
            .withSteps(STEPS)
            .withLearningRate(LEARNING_RATE)
            .withSeed(seed.value());
    TrainingResult trained = train("2. one network:", card, architecture, options);
    DemoStream plain = send("plain", card, trained, NetworkStory.PLAIN_BITS, 0, link);
    DemoStream shielded =
        send("protected", card, trained, NetworkStory.SHIELDED_BITS, NetworkStory.OVERHEAD, link);
    RobustMode robust = RobustMode.parse("gaussian:" + SIGMA);
    TrainingResult trainedRobust =
        train(
            "3. trained to withstand noise of " + SIGMA + " on its weights:",
            card,
            robust.architecture(architecture, card.grid()),
            robust.options(options));
    WeightPerturbation noise = new WeightPerturbation.Gaussian(SIGMA);
    return new NetworkStory(
        card,
        trained,
        plain,
        shielded,
        DemoNoise.of(card, trained, noise, TRIALS, seed.value()),
        DemoNoise.of(card, trainedRobust, noise, TRIALS, seed.value()));
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

  /** Packages a network's weights one way, and sends them. */
  private DemoStream send(
      String name, Signal card, TrainingResult trained, int bits, double overhead, DemoLink link)
      throws IOException {
    EncodedStream stream =
        Packetizer.packetize(
            SignalDescription.of(card),
            Quantizer.quantize(trained.weights(), bits),
            PacketizerOptions.DEFAULTS
                .withPacketBytes(PACKET_BYTES)
                .withProtection(UnequalErrorProtection.ofOverhead(overhead)));
    noteStream(stream, name);
    return DemoStream.send(name, card, stream, link);
  }

  private void noteStream(EncodedStream stream, String name) {
    note(
        String.format(
            Locale.ROOT,
            "   %s stream: %d packets, %,d bytes",
            name,
            stream.packets().size(),
            stream.bytes()));
  }
}
