package dev.sirencast.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.codec.SignalDescription;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.ImageFileWriter;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code decode} and {@code receive} do with a reception: write it, measure it, report it. */
final class ReceptionOutput {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = "Where the picture goes (.png, .jpg, .bmp or .tiff).")
  private Path output = Path.of("");

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description = "The original, to measure the PSNR against; testcard[:WxH] is the test card.")
  private @Nullable String reference;

  @Option(
      names = "--strict-exit",
      description = "Exit with code 3 where something had to be concealed.")
  private boolean strictExit;

  @Mixin private DeliveryOptions delivery = new DeliveryOptions();

  DeliveryOptions delivery() {
    return delivery;
  }

  Path output() {
    return output;
  }

  /** Writes the picture, fills in the report and prints it; returns the exit code. */
  int write(ConsoleCommand command, String source, Reception reception, long start, ObjectNode json)
      throws IOException {
    SignalDescription signal = reception.manifest().signal();
    OutputFile.requireWritable(output, signal);
    Signal picture = Reconstruction.of(reception.weights(), signal);
    ImageFileWriter.write(picture, output);
    if (!reception.report().isExact()) {
      command.warn(ReceptionText.degradation(source, reception.report()));
    }
    json.put("output", output.toString());
    json.put("grid", signal.grid().toString());
    json.put("policy", delivery.options().policy().label());
    Json.reception(json, reception.report());
    String psnr = "";
    if (reference != null) {
      Signal original = SignalInput.readReference(reference, signal.grid(), signal.components());
      double decibels = Psnr.decibels(original, picture);
      Json.number(json, "psnr_db", decibels);
      psnr = String.format(Locale.ROOT, ", %.2f dB", decibels);
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    Json.number(json, "seconds", seconds);
    command.print(
        String.format(
            Locale.ROOT,
            "%s: %s picture%s, in %.2f s%n%s",
            output,
            signal.grid(),
            psnr,
            seconds,
            ReceptionText.packets(reception.report())),
        json);
    return strictExit && !reception.report().isExact() ? ExitCode.DEGRADED : ExitCode.DONE;
  }
}
