package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.StatedWords;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.ComputeOptions;
import dev.sirencast.cli.options.InputOptions;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.patch.Deadline;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** All that is said of an encoding, but for what computes it, where from and where to. */
public final class EncodeArguments {
  private static final int MAX_SEEDS = 1000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin private InputOptions reading = new InputOptions();
  @Mixin private PatchOptions patches = new PatchOptions();
  @Mixin private TimeOptions time = new TimeOptions();
  @Mixin private NetworkOptions network = new NetworkOptions();
  @Mixin private TrainingArguments training;
  @Mixin private PackagingOptions packaging = new PackagingOptions();
  @Mixin private SeedOption seed = new SeedOption();

  @Grouped(OptionGroup.TRAINING)
  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Train from this many successive seeds and keep the best (default: ${DEFAULT-VALUE}).")
  private int seeds;

  /**
   * @param compute what training is done on
   */
  public EncodeArguments(ComputeOptions compute) {
    this.training = new TrainingArguments(compute);
  }

  /**
   * Refuses what no signal can be encoded with, before any work begins.
   *
   * @throws CommandException if options do not fit each other, or are out of their range
   * @throws IOException if a file that an option names cannot be read
   */
  public void check() throws IOException {
    stated();
    packaging.requireTrainable();
    packaging.encoder(training.unstatedTuning(), training.compute());
    packaging.readFiles();
    deadline(0);
    if (seeds < 1 || seeds > MAX_SEEDS) {
      throw CommandException.usage("--seeds must be 1 to " + MAX_SEEDS + ", got " + seeds, null);
    }
    reading.options();
  }

  /**
   * The stated options as words that say the same to {@code encode}, in the order of their names.
   *
   * @param anywhere whether they have to say so in any working folder
   */
  public List<String> words(boolean anywhere) {
    return matched().stream()
        .flatMap(
            option ->
                (anywhere
                        ? StatedWords.anywhere(option)
                        : StatedWords.of(option, UnaryOperator.identity()))
                    .stream())
        .toList();
  }

  /** The files that the stated options name, in the order of {@link #words}, without secrets. */
  public List<Path> files() {
    return matched().stream().flatMap(option -> StatedWords.files(option).stream()).toList();
  }

  private List<OptionSpec> matched() {
    CommandSpec own = CommandSpec.forAnnotatedObject(new EncodeArguments(new ComputeOptions()));
    List<OptionSpec> matched = new ArrayList<>(parsed().matchedOptions());
    matched.removeIf(option -> own.findOption(option.longestName()) == null);
    matched.sort(Comparator.comparing(OptionSpec::longestName));
    return matched;
  }

  /** The bytes that each stream is to have, where that is stated. */
  public OptionalLong bytes() {
    long asked = packaging.bytes();
    return asked == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(asked);
  }

  /** Who signs the streams, by the key's name; nobody as a rule. To be called after the check. */
  public Optional<String> signer() {
    return packaging.signer();
  }

  /** Whether less of a signal is encoded than its file holds. */
  public boolean isReduced() {
    return reading.isReduced();
  }

  /** Whether signals are cut into patches, all but small ones, and in no time that is stated. */
  public boolean isInPatches() {
    return patches.isForPatches(parsed()) && deadline(0).isEmpty();
  }

  /** The seed that all draws follow from. */
  public long seed() {
    return seed.value();
  }

  Signal read(String input, Consumer<String> notes) throws IOException {
    return reading.read(input, notes);
  }

  /** What the options say of training. */
  TrainingOptions stated() {
    return training.options(seed.value());
  }

  /** How a signal's patches are trained; empty for one network. */
  Optional<PatchTrainingOptions> patchTraining(Signal signal) {
    return patches.training(signal, parsed());
  }

  /** When the encoding has to be done, if anybody says so. */
  Optional<Deadline> deadline(long start) {
    return time.deadline(start, parsed());
  }

  private ParseResult parsed() {
    return spec.commandLine().getParseResult();
  }

  PatchOptions patches() {
    return patches;
  }

  TimeOptions time() {
    return time;
  }

  NetworkOptions network() {
    return network;
  }

  TrainingArguments training() {
    return training;
  }

  PackagingOptions packaging() {
    return packaging;
  }

  int seeds() {
    return seeds;
  }
}
