package dev.sirencast.cli.batch;

import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/**
 * What trains the signals of a batch. A processor where nobody says otherwise, wherever it is: of
 * machines with and without a GPU the bytes would differ.
 */
@Grouped(OptionGroup.TRAINING)
final class BatchCompute {
  @Option(
      names = "--training-engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "What 'encode' calls --engine: java, torch or auto (default: ${DEFAULT-VALUE}).")
  private TrainingEngine engine = TrainingEngine.AUTO;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "cpu",
      description =
          "cpu, gpu, or auto, with which bytes depend on the machine (default: ${DEFAULT-VALUE}).")
  private TrainingDevice device = TrainingDevice.CPU;

  /** Words that say the same to {@code encode}. */
  List<String> words() {
    return List.of("--device", device.name().toLowerCase(Locale.ROOT), "--engine", engine.label());
  }
}
