package dev.sirencast.experiments.lab;

import java.io.IOException;
import java.nio.file.Path;

/** How an {@code Experiment} is done. */
public interface Study {
  /**
   * Checks that all signals are there.
   *
   * @throws IOException if one is missing, or is not what is expected
   */
  void requireSignals(Path data, Profile profile) throws IOException;

  /**
   * Does the experiment and writes its files.
   *
   * @param name what the files are named after
   * @param data the folder of signals
   * @param out the folder for the files, which exists
   * @throws IOException if a signal is missing or a file cannot be written
   */
  ExperimentReport run(String name, Path data, Path out, Laboratory laboratory) throws IOException;
}
