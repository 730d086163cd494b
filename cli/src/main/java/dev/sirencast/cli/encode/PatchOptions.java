package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Whether and how a signal is cut into patches, on the command line. */
@Grouped(OptionGroup.NETWORK)
public final class PatchOptions {
  /** What speaks of one network for the whole signal. */
  private static final List<String> OF_ONE_NETWORK =
      List.of(
          "--hidden-features",
          "--hidden-layers",
          "--omega0",
          "--omega0-hidden",
          "--omega0-last",
          "--loss",
          "--lambda",
          "--noise",
          "--noise-ramp",
          "--pairs",
          "--seeded",
          "--average",
          "--steps",
          "--learning-rate",
          "--initial-scale",
          "--batch",
          "--tile",
          "--checkpoint",
          "--seeds",
          "--bits",
          "--rounding",
          "--tune");

  @Option(
      names = "--patches",
      paramLabel = "SIZE",
      description =
          "Many small networks on top of a base: patches of so many samples along each axis, such"
              + " as 32x32; none for one network; auto (default): patches, but where an option speaks"
              + " of one network.")
  private @Nullable String patches;

  @Grouped(OptionGroup.TRAINING)
  @Option(
      names = "--effort",
      paramLabel = "NAME",
      description = "With patches: how long to train: fast, normal or best (default: normal).")
  private @Nullable Effort effort;

  /** The effort of training. */
  Effort effort() {
    return effort == null ? Effort.NORMAL : effort;
  }

  /**
   * How a signal's patches are trained; empty for one network.
   *
   * @param parsed what else the command was told
   */
  Optional<PatchTrainingOptions> training(Signal signal, ParseResult parsed) {
    List<String> others = ofOneNetwork(parsed);
    boolean auto = patches == null || patches.equals("auto");
    if (!auto && !patches.equals("none") && !others.isEmpty()) {
      throw CommandException.usage(
          "--patches " + patches + " does not go with " + others.get(0), null);
    }
    if (effort != null && (!others.isEmpty() || "none".equals(patches))) {
      throw CommandException.usage(
          "--effort goes with patches, not with "
              + (others.isEmpty() ? "--patches none" : others.get(0)),
          null);
    }
    if ("none".equals(patches) || (auto && !others.isEmpty())) {
      return Optional.empty();
    }
    PatchTrainingOptions options = PatchTrainingOptions.of(signal);
    if (!auto) {
      options = options.withSizes(sizes(patches));
    }
    PatchTrainingOptions cut = options.withEffort(effort().ordinal());
    CommandException.checked(() -> cut.grid(signal));
    return Optional.of(cut.forPoints(signal.grid().points()));
  }

  /** Whether nothing speaks of one network. */
  boolean isForPatches(ParseResult parsed) {
    return !"none".equals(patches) && ofOneNetwork(parsed).isEmpty();
  }

  private static List<Integer> sizes(String text) {
    List<Integer> sizes = new ArrayList<>();
    for (String part : text.split("x", -1)) {
      if (!part.matches("[1-9][0-9]{0,5}")) {
        throw CommandException.usage(
            "--patches is auto, none or a size such as 32x32, got " + text, null);
      }
      sizes.add(Integer.parseInt(part));
    }
    return sizes;
  }

  /** The options of a command that speak of one network. */
  public static List<String> ofOneNetwork(ParseResult parsed) {
    return OF_ONE_NETWORK.stream().filter(parsed::hasMatchedOption).toList();
  }
}
