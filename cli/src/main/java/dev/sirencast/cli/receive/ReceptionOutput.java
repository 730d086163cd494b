package dev.sirencast.cli.receive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.DeliveryOptions;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.ReceptionText;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.ReferenceInput;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.cli.options.SignatureText;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.TrustOption;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code decode} and {@code receive} do with a reception: write it, measure it, report it. */
final class ReceptionOutput {
  private static final int ESTIMATE_POINTS = 256;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = {
        "Where the signal goes. Its ending says how:",
        "  pictures  .png, .jpg, .bmp or .tiff",
        "  CT        .dcm, or .png, .tiff: 16-bit grey, HU + 1024",
        "  audio     .wav, coded as the original was",
        "  video     .y4m, or .png, .tiff: frames one below the other"
      })
  @Writes
  private Path output = Path.of("");

  @Grouped(OptionGroup.INPUT)
  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description = {
        "The original, to measure the quality against; testcard[:WxH] is the test card.",
        "It is clipped, windowed and resized as the stream's input was; what is measured is the"
            + " whole signal at the stream's own size."
      })
  @Reads(FileNaming.SIGNAL)
  private @Nullable String reference;

  @Grouped(OptionGroup.INPUT)
  @Option(
      names = "--frames",
      paramLabel = "N",
      description =
          "Frames in a --reference that is a picture of a whole video (not needed where it holds"
              + " just the stream's).")
  private @Nullable Integer frames;

  @Grouped(OptionGroup.RECEPTION)
  @Option(
      names = "--previous",
      paramLabel = "FILE.siren",
      description = {
        "An earlier version of the stream, of a network of the same shape: lost weights are",
        "taken from it, as far as those that arrived are like its own."
      })
  @Reads
  private @Nullable Path previous;

  @Grouped(OptionGroup.RECEPTION)
  @Option(
      names = "--strict-exit",
      description = "Exit with code 3 where something had to be concealed.")
  private boolean strictExit;

  private @Nullable Signal original;

  @Mixin private ViewOptions view = new ViewOptions();
  @Mixin private DeliveryOptions delivery = new DeliveryOptions();
  @Mixin private TrustOption trust = new TrustOption();

  /** How the stream is received. */
  ReceiverOptions options() throws IOException {
    ReceiverOptions options = trust.applyTo(delivery.options());
    return previous == null
        ? options
        : options.withPrevious(
            StreamFile.receive(previous.toString(), StreamFile.frames(previous), options)
                .weights());
  }

  /** The original, or null where none was named; read once. */
  @Nullable Signal original(SignalDescription signal) throws IOException {
    if (original == null && reference != null) {
      original = ReferenceInput.read(reference, signal, frames);
    }
    return original;
  }

  Path output() {
    return output;
  }

  /** Writes the signal, fills in the report and prints it; returns the exit code. */
  int write(ConsoleCommand command, String source, Reception reception, long start, ObjectNode json)
      throws IOException {
    SignalDescription signal = reception.manifest().signal();
    SignalDescription seen = view.view(signal);
    OutputFile.requireWritable(output, seen);
    @Nullable Signal rebuilt = null;
    if (view.isWhole() && reference != null) {
      rebuilt = Reconstruction.of(reception);
      SignalWriter.write(rebuilt, output);
    } else {
      Reconstruction.write(reception, seen, output);
    }
    if (!reception.report().isExact()) {
      command.warn(ReceptionText.degradation(source, reception.report()));
    }
    json.put("output", output.toString());
    SignalText.addTo(json, seen);
    UsedPolicy policy = UsedPolicy.of(delivery.options(), trust.isUsed(), reception.report());
    policy.addTo(json);
    json.put("decoder", reception.decoding().label());
    Json.reception(json, reception.report());
    String signed = "";
    if (trust.isUsed()) {
      SignatureText signature = SignatureText.of(reception);
      signature.addTo(json);
      signed = String.format("%n%s", signature.text());
    }
    String expected = "";
    if (!reception.report().isExact()) {
      Json.inexactTensors(json, reception.report());
      double estimated = reception.estimatedDecibels(ESTIMATE_POINTS);
      Json.number(json, "estimated_psnr_db", estimated);
      expected = String.format(Locale.ROOT, ", about %.1f dB of the whole stream", estimated);
    }
    String quality = "";
    if (original(signal) != null) {
      Fidelity fidelity =
          Fidelity.of(original(signal), rebuilt != null ? rebuilt : Reconstruction.of(reception));
      Json.number(json, "psnr_db", fidelity.psnr());
      fidelity.addTo(json);
      quality = String.format(Locale.ROOT, ", %.2f dB", fidelity.psnr());
      quality += fidelity.others().isEmpty() ? "" : ", " + fidelity.others();
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    Json.number(json, "seconds", seconds);
    command.print(
        String.format(
            Locale.ROOT,
            "%s: %s%s%s, in %.2f s%n%s%s",
            output,
            SignalText.of(seen),
            quality,
            expected,
            seconds,
            ReceptionText.packets(reception.report(), policy),
            signed),
        json);
    return strictExit && !reception.report().isExact() ? ExitCode.DEGRADED : ExitCode.DONE;
  }
}
