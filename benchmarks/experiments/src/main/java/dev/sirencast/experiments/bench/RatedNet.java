package dev.sirencast.experiments.bench;

import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsReader;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.siren.SirenWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A trained network of the data folder, what it is asked to fit into, and what NNCodec 0.3.1
 * (ISO/IEC 15938-17, its default quantiser, whole bitstreams) makes of it.
 */
public enum RatedNet {
  /** COIN's 5 x 30. */
  SIREN_30X5(
      "siren_30x5_mse",
      List.of(2000L, 2700L, 3400L, 4100L),
      List.of(
          new Rated(2601, 20.20),
          new Rated(3040, 24.24),
          new Rated(3560, 26.37),
          new Rated(4019, 27.28),
          new Rated(4470, 27.56),
          new Rated(4961, 27.63))),
  /** COIN's 10 x 28. */
  SIREN_28X10(
      "siren_28x10_mse",
      List.of(2800L, 3600L, 4600L, 6300L, 7400L),
      List.of(
          new Rated(4750, 19.45),
          new Rated(5564, 22.82),
          new Rated(6540, 26.35),
          new Rated(7475, 28.89),
          new Rated(8333, 30.12),
          new Rated(9248, 30.51))),
  /** Four sine layers of 256. */
  SIREN_256X4(
      "siren_256x4_mse",
      List.of(29_700L, 56_600L, 89_000L, 120_000L),
      List.of(
          new Rated(53_021, 22.87),
          new Rated(73_891, 28.59),
          new Rated(96_045, 33.60),
          new Rated(119_867, 37.03),
          new Rated(145_237, 38.47),
          new Rated(170_943, 38.93)));

  private static final double OMEGA0 = 30;

  private final String file;
  private final List<Long> budgets;
  private final List<Rated> peer;

  RatedNet(String file, List<Long> budgets, List<Rated> peer) {
    this.file = file;
    this.budgets = budgets;
    this.peer = peer;
  }

  /**
   * A size and what it buys.
   *
   * @param bytes all that is stored
   * @param psnr against the picture, in decibels
   */
  public record Rated(long bytes, double psnr) {}

  /** The file's name without its ending. */
  public String file() {
    return file;
  }

  /** Bytes that it is fitted into, fewest first. */
  public List<Long> budgets() {
    return budgets;
  }

  /** The peer's sizes, fewest bytes first. */
  public List<Rated> peer() {
    return peer;
  }

  /** The bytes that the peer needs for a PSNR, interpolated; NaN outside of what was measured. */
  public double peerBytes(double psnr) {
    for (int i = 1; i < peer.size(); i++) {
      Rated below = peer.get(i - 1);
      Rated above = peer.get(i);
      if (psnr >= below.psnr() && psnr <= above.psnr()) {
        double share = (psnr - below.psnr()) / (above.psnr() - below.psnr());
        return below.bytes() + share * (above.bytes() - below.bytes());
      }
    }
    return Double.NaN;
  }

  /**
   * What its file holds.
   *
   * @param weights of the network
   * @param metadata all of the file's texts
   */
  public record Stored(SirenWeights weights, Map<String, String> metadata) {
    /** Copies the texts. */
    public Stored {
      metadata = Map.copyOf(metadata);
    }
  }

  /**
   * Reads the file.
   *
   * @param folder where the file is
   * @throws IOException if it cannot be read, or is no such network
   */
  public Stored read(Path folder) throws IOException {
    Safetensors content = SafetensorsReader.read(folder.resolve(file + ".safetensors"));
    SirenTensors tensors = SirenTensors.find(content.tensors());
    return new Stored(tensors.weights(tensors.architecture(OMEGA0, OMEGA0, 1)), content.metadata());
  }
}
