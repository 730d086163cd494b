package dev.sirencast.cli.pack;

import dev.sirencast.cli.pack.ConventionOptions.Stated;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.media.safetensors.ConventionSearch;
import dev.sirencast.media.safetensors.CoordinateConvention;
import dev.sirencast.media.safetensors.NetworkConvention;
import dev.sirencast.media.safetensors.OutputRange;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A picture's network out of a file, on its way to a stream.
 *
 * @param weights finite, in the usual convention
 * @param grid of the picture
 * @param signal what it is compared with, in the picture's size
 * @param convention how the file means its weights
 * @param understood the layers, the factors and the convention, in words
 * @param assumed what of these is said nowhere, in words; empty where all is said
 * @param psnr what the convention that fits best reaches, where one was looked for
 */
record NetworkPack(
    SirenWeights weights,
    CoordinateGrid grid,
    Optional<Signal> signal,
    NetworkConvention convention,
    String understood,
    String assumed,
    @Nullable Double psnr) {
  private static final Set<String> SINES = Set.of("sine", "sin", "siren");

  /** Below this many decibels no picture is to be seen. */
  private static final double POOR = 15;

  /**
   * Reads a network.
   *
   * @param found the file's layers
   * @param factors what is said of omega0
   * @param stated what is said of inputs and outputs
   * @param signal the picture that the weights stand for, in the network's grid
   * @throws IllegalArgumentException if it is no sine network of such a picture
   */
  static NetworkPack read(
      Safetensors file,
      SirenTensors found,
      FactorOptions.Factors factors,
      Stated stated,
      CoordinateGrid grid,
      Optional<Signal> signal) {
    SirenArchitecture architecture = architecture(file, found, factors);
    if (signal.isPresent() && signal.get().components() != architecture.outputs()) {
      throw new IllegalArgumentException(
          "a network of "
              + architecture.outputs()
              + " outputs cannot stand for a reference of "
              + signal.get().components()
              + " components");
    }
    boolean isSaid = stated.coordinates() != null && stated.outputs() != null;
    boolean isAssumed = factors.isAssumed(architecture);
    if (signal.isPresent() && !(isSaid && !isAssumed)) {
      return fitted(found, factors, stated, signal.get(), architecture);
    }
    NetworkConvention convention =
        new NetworkConvention(
            Objects.requireNonNullElse(stated.coordinates(), CoordinateConvention.USUAL),
            Objects.requireNonNullElse(stated.outputs(), OutputRange.USUAL));
    String conventions =
        convention
            + (stated.byOptions()
                ? " from the options"
                : isSaid ? " from the metadata" : " by default");
    String factorsText = factors.text();
    String assumed =
        (isAssumed ? factorsText : "")
            + (isAssumed && !isSaid ? ", " : "")
            + (isSaid ? "" : conventions);
    return new NetworkPack(
        convention.toUsual(found.weights(architecture), grid),
        grid,
        signal,
        convention,
        text(found, architecture, factorsText) + ", " + conventions,
        assumed,
        null);
  }

  /** What is not said is found out by the picture. */
  private static NetworkPack fitted(
      SirenTensors found,
      FactorOptions.Factors factors,
      Stated stated,
      Signal signal,
      SirenArchitecture usual) {
    List<FactorOptions.Factors> all = factors.toTry(usual);
    List<SirenArchitecture> architectures =
        all.stream().map(each -> each.architecture(found)).toList();
    ConventionSearch.Fit fit =
        ConventionSearch.best(signal, found, architectures, stated.coordinates(), stated.outputs());
    FactorOptions.Factors taken = all.get(architectures.indexOf(fit.architecture()));
    String understood =
        String.format(
            Locale.ROOT,
            "%s, %s: %s fits the reference best: %.1f dB",
            text(found, fit.architecture(), taken.text()),
            fit.convention(),
            stated.coordinates() != null && stated.outputs() != null ? "omega0" : "this",
            fit.psnr());
    return new NetworkPack(
        fit.convention().toUsual(found.weights(fit.architecture()), signal.grid()),
        signal.grid(),
        Optional.of(signal),
        fit.convention(),
        understood,
        "",
        fit.psnr());
  }

  private static String text(SirenTensors found, SirenArchitecture architecture, String factors) {
    return found.layersText() + " as " + architecture + ", " + factors;
  }

  private static SirenArchitecture architecture(
      Safetensors file, SirenTensors found, FactorOptions.Factors factors) {
    SirenArchitecture architecture = factors.architecture(found);
    if (architecture.inputs() != 2) {
      throw new IllegalArgumentException(
          "a picture's network has 2 inputs, got " + architecture.inputs());
    }
    String activation = file.metadata().getOrDefault("activation", "sine");
    if (!SINES.contains(activation)) {
      throw new IllegalArgumentException(
          "metadata activation is " + Safetensors.shown(activation) + ", expected 'sine'");
    }
    return architecture;
  }

  /** Whether the best convention shows no picture. */
  boolean isPoor() {
    return psnr != null && psnr < POOR;
  }

  /** Returns what the encoder takes. */
  TrainedNetwork network(WeightNoise noise) {
    return new TrainedNetwork(
        weights,
        new WeightOrigin(SeededTensors.none(), noise, false),
        new SignalDescription(new ImageFormat(8), grid, weights.architecture().outputs()),
        signal);
  }
}
