package dev.sirencast.cli.science;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.encode.RoundingOptions;
import dev.sirencast.cli.encode.RoundingWays;
import dev.sirencast.cli.encode.TuningBar;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.encoder.CopiedMetadata;
import dev.sirencast.encoder.EncodedNetwork;
import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.encoder.RoundedWeights;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.encoder.rounding.ReconstructionPsnr;
import dev.sirencast.experiments.bench.CodecPlot;
import dev.sirencast.experiments.bench.CodecRow;
import dev.sirencast.experiments.bench.RatedNet;
import dev.sirencast.experiments.lab.ReportFiles;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.media.SignalReader;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.rate.EngineTuner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench codec}: bytes and decibels of trained networks beside NNCodec's. */
@Command(
    name = "codec",
    description = {
      "Fits trained networks of one picture into budgets of bytes as pack does, without training"
          + " further and tuned on the picture, beside what NNCodec 0.3.1 needed for the same PSNR.",
      ""
    },
    sortOptions = false)
final class BenchCodecCommand extends ConsoleCommand {
  /** What {@code pack --bytes} asks of a stream. */
  private static final PacketizerOptions STREAM =
      PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED);

  private static final int MAX_STEPS = 1_000_000;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder with siren_30x5_mse, siren_28x10_mse and siren_256x4_mse.safetensors, and"
              + " kodim24_192x128.png.")
  @Reads
  private Path data = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUTDIR",
      description = "Where codec.csv and codec.png go (default: nowhere).")
  @Writes(folder = true)
  private @Nullable Path output;

  @Option(
      names = "--net",
      paramLabel = "NAME",
      description = "Only the networks whose file's name contains this; may be repeated.")
  private List<String> nets = List.of();

  @Option(
      names = "--budget",
      paramLabel = "BYTES",
      description = "Only this budget; may be repeated (default: four or five for each network).")
  private List<Long> budgets = List.of();

  @Option(
      names = "--tune",
      paramLabel = "STEPS",
      description = "Steps of tuning; 0 for none (default: as many as encode takes, 3000).")
  private @Nullable Integer tune;

  @Mixin private RoundingWays ways = new RoundingWays();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    CommandException.checked(
        () -> {
          check();
          return null;
        });
    List<RatedNet> chosen =
        List.of(RatedNet.values()).stream()
            .filter(net -> nets.isEmpty() || nets.stream().anyMatch(net.file()::contains))
            .toList();
    if (chosen.isEmpty()) {
      throw CommandException.usage("--net: no network's name contains any of " + nets, null);
    }
    if (output != null) {
      Files.createDirectories(output);
    }
    Signal picture = SignalReader.read(data.resolve("kodim24_192x128.png"));
    List<CodecRow> rows = new ArrayList<>();
    for (RatedNet net : chosen) {
      measure(net, picture, rows);
    }
    ObjectNode json = Json.object();
    ArrayNode array = json.putArray("rows");
    rows.forEach(row -> addTo(array.addObject(), row));
    if (output != null) {
      ArrayNode files = json.putArray("files").add(table(rows, output));
      CodecPlot.draw(rows)
          .writePng(output.resolve("codec.png"))
          .forEach(file -> files.add(file.toString()));
    }
    Json.number(json, "seconds", (System.nanoTime() - start) * 1e-9);
    print(text(rows), json);
    return ExitCode.DONE;
  }

  private void check() {
    ways.way();
    for (long budget : budgets) {
      if (budget < 1) {
        throw new IllegalArgumentException("--budget must be 1 or more, got " + budget);
      }
    }
    if (tune != null && (tune < 0 || tune > MAX_STEPS)) {
      throw new IllegalArgumentException("--tune must be 0 to " + MAX_STEPS + ", got " + tune);
    }
  }

  private void measure(RatedNet net, Signal picture, List<CodecRow> rows) throws IOException {
    RatedNet.Stored stored = net.read(data);
    TrainedNetwork network =
        new TrainedNetwork(
            stored.weights(),
            WeightOrigin.PLAIN,
            SignalDescription.of(picture),
            Optional.of(picture));
    int steps = tune == null ? RoundingOptions.TUNE_STEPS : tune;
    for (long budget : budgets.isEmpty() ? net.budgets() : budgets) {
      long start = System.nanoTime();
      StreamEncoder encoder = encoder(budget, stored);
      RoundedWeights rounded = encoder.round(network, EncoderListener.none());
      add(rows, row(net, budget, "pack", encoder.packetize(network, rounded), picture, start));
      if (steps > 0) {
        RoundedWeights tuned;
        try (ProgressDisplay display = progress(net.file(), steps, "steps")) {
          tuned =
              encoder
                  .withTuner(new EngineTuner(steps))
                  .tune(network, rounded, new TuningBar(display, steps, QualityScale.SAMPLES));
        }
        add(rows, row(net, budget, "tuned", encoder.packetize(network, tuned), picture, start));
      }
    }
  }

  private StreamEncoder encoder(long budget, RatedNet.Stored stored) {
    EncoderOptions options = EncoderOptions.of(new RateTarget.Bytes(budget), ways.way(), STREAM);
    int parameters = stored.weights().architecture().parameters();
    return StreamEncoder.of(
        options.withMetadata(CopiedMetadata.of(stored.metadata(), options, parameters).kept()));
  }

  private void add(List<CodecRow> rows, CodecRow row) {
    rows.add(row);
    note(row.csv());
  }

  private static CodecRow row(
      RatedNet net, long budget, String how, EncodedNetwork packed, Signal picture, long start) {
    Reception received = StreamFile.exact(packed.stream());
    return new CodecRow(
        net,
        how,
        budget,
        packed.stream().bytes(),
        ReconstructionPsnr.against(picture).applyAsDouble(received.decodedWeights()),
        packed.rounded().how(),
        (System.nanoTime() - start) * 1e-9);
  }

  private static String table(List<CodecRow> rows, Path folder) throws IOException {
    StringBuilder table = new StringBuilder(CodecRow.COLUMNS).append('\n');
    rows.forEach(row -> table.append(row.csv()).append('\n'));
    Path file = folder.resolve("codec.csv");
    ReportFiles.write(file, table.toString());
    return file.toString();
  }

  private static void addTo(ObjectNode json, CodecRow row) {
    json.put("network", row.net().file());
    json.put("coding", row.how());
    json.put("budget_bytes", row.budget());
    json.put("bytes", row.bytes());
    Json.number(json, "psnr_db", row.psnr());
    json.put("rounding", row.rounding());
    Json.number(json, "nncodec_bytes_at_psnr", row.net().peerBytes(row.psnr()));
    Json.number(json, "ratio", row.ratio());
    Json.number(json, "seconds", row.seconds());
  }

  private static String text(List<CodecRow> rows) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "%-16s %-6s %9s %9s %7s %-12s %10s %6s %7s%n",
                "network", "coding", "budget", "bytes", "dB", "rounding", "NNCodec", "ratio", "s"));
    for (CodecRow row : rows) {
      double peer = row.net().peerBytes(row.psnr());
      text.append(
          String.format(
              Locale.ROOT,
              "%-16s %-6s %,9d %,9d %7.2f %-12s %10s %6s %7.0f%n",
              row.net().file(),
              row.how(),
              row.budget(),
              row.bytes(),
              row.psnr(),
              row.rounding(),
              Double.isNaN(peer) ? "-" : String.format(Locale.ROOT, "%,.0f", peer),
              Double.isNaN(peer) ? "-" : String.format(Locale.ROOT, "%.2f", row.ratio()),
              row.seconds()));
    }
    return text.append("NNCodec: the bytes it needed for as many dB, interpolated").toString();
  }
}
