package dev.sirencast.experiments;

import dev.sirencast.experiments.coin.CoinStudy;
import dev.sirencast.experiments.lab.ExperimentReport;
import dev.sirencast.experiments.lab.Laboratory;
import dev.sirencast.experiments.lab.Profile;
import dev.sirencast.experiments.lab.Study;
import dev.sirencast.experiments.noise.Figure4;
import dev.sirencast.experiments.noise.Modalities;
import dev.sirencast.experiments.noise.NoiseStudy;
import dev.sirencast.experiments.noise.PatchStudy;
import dev.sirencast.experiments.noise.Table1;
import dev.sirencast.experiments.noise.Table2;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What can be reproduced: the paper's experiments, patches under its noises, and the rates of
 * COIN's networks.
 */
public enum Experiment {
  /** Losses compared. */
  TABLE1(new NoiseStudy(new Table1())),
  /** The weight of the gradient norm. */
  TABLE2(new NoiseStudy(new Table2())),
  /** PSNR against the noise's strength. */
  FIGURE4(new NoiseStudy(new Figure4())),
  /** CT, audio and video: Figures 5 to 7. */
  MODALITIES(new NoiseStudy(new Modalities())),
  /** One network beside patches: noise, and packets lost. */
  PATCHES(new PatchStudy()),
  /** COIN's networks in bytes: its 16 bits a weight, the weight codec and JPEG. */
  COIN(new CoinStudy());

  private final transient Study study;

  Experiment(Study study) {
    this.study = study;
  }

  /** The name on the command line and of its files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks that all signals are there, so that long work does not end in vain.
   *
   * @throws IOException if one is missing, or is not what is expected
   */
  public void requireSignals(Path data, Profile profile) throws IOException {
    study.requireSignals(data, profile);
  }

  /**
   * Trains, measures, and writes the report as {@code .md}, {@code .csv} and {@code .json} files
   * named after the experiment, and its plots as {@code .png}.
   *
   * @param data the folder of signals
   * @param out the folder for the files, which exists
   * @param laboratory trains and measures
   * @throws IOException if a signal is missing or a file cannot be written; nothing was trained if
   *     a signal is missing
   */
  public ExperimentReport run(Path data, Path out, Laboratory laboratory) throws IOException {
    return study.run(label(), data, out, laboratory);
  }
}
