package dev.sirencast.cli.pack;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.FactorText;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.siren.SirenArchitecture;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The factors of weights that were trained elsewhere: options, then metadata, then the usual. */
@Grouped(OptionGroup.NETWORK)
final class FactorOptions {

  @Option(
      names = {"--omega0", "--omega0-first"},
      paramLabel = "W",
      description = "Factor of the first layer (default: the metadata's, or 30).")
  private @Nullable Double first;

  @Option(
      names = "--omega0-hidden",
      paramLabel = "W",
      description = "Factor of the other sine layers (default: the metadata's, or 30).")
  private @Nullable Double hidden;

  @Option(
      names = "--omega0-last",
      paramLabel = "W",
      description = "Factor of the linear layer (default: the metadata's, or 1).")
  private @Nullable Double last;

  /** Where a factor comes from. */
  private enum Source {
    OPTIONS("from the options"),
    METADATA("from the metadata"),
    REFERENCE("by the reference"),
    NOWHERE("by default");

    private final String words;

    Source(String words) {
      this.words = words;
    }
  }

  private record Factor(double value, Source source) {
    Factor or(Factor other) {
      return source == Source.NOWHERE ? other : this;
    }

    @Override
    public String toString() {
      return FactorText.of(value) + " " + source.words;
    }
  }

  /** All factors of a network. */
  record Factors(Factor first, Factor hidden, Factor last) {
    SirenArchitecture architecture(SirenTensors found) {
      return found.architecture(first.value, hidden.value, last.value);
    }

    /** As in {@code omega0 30 and 30 from the metadata}. */
    String text() {
      String sines =
          first.source == hidden.source
              ? FactorText.of(first.value) + " and " + hidden
              : first + " and " + hidden;
      return "omega0 " + sines + (last.value == 1 ? "" : ", last layer " + last);
    }

    /**
     * These factors, or where some are said nowhere, all that are known: the usual ones; 30 and 1,
     * as siren-pytorch has them; and 1, where factors are in the weights.
     */
    List<Factors> toTry(SirenArchitecture architecture) {
      if (!isAssumed(architecture)) {
        return List.of(this);
      }
      Factor usual = new Factor(SirenArchitecture.USUAL_OMEGA0, Source.REFERENCE);
      Factor one = new Factor(1, Source.REFERENCE);
      return Stream.of(
              new Factors(first.or(usual), hidden.or(usual), last),
              new Factors(first.or(usual), hidden.or(one), last),
              new Factors(first.or(one), hidden.or(one), last))
          .distinct()
          .toList();
    }

    /** Whether a sine layer's factor had to be assumed. */
    boolean isAssumed(SirenArchitecture architecture) {
      return first.source == Source.NOWHERE
          || hidden.source == Source.NOWHERE && architecture.hiddenLayers() > 0;
    }
  }

  /** Returns the factors of a file's network. */
  Factors factors(Path input, Safetensors file) {
    return new Factors(
        factor(first, input, file, "omega0_first", SirenArchitecture.USUAL_OMEGA0),
        factor(hidden, input, file, "omega0_hidden", SirenArchitecture.USUAL_OMEGA0),
        factor(last, input, file, "omega0_last", 1));
  }

  private static Factor factor(
      @Nullable Double stated, Path input, Safetensors file, String key, double usual) {
    if (stated != null) {
      return new Factor(stated, Source.OPTIONS);
    }
    String text = file.metadata().get(key);
    try {
      return text == null
          ? new Factor(usual, Source.NOWHERE)
          : new Factor(Double.parseDouble(text), Source.METADATA);
    } catch (NumberFormatException e) {
      throw CommandException.failure(
          input + ": metadata " + key + " is " + Safetensors.shown(text) + ", expected a number",
          e);
    }
  }
}
