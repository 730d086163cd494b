package dev.sirencast.cli.simulate;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.simulation.LinkSetting;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.SimulationCase;
import dev.sirencast.simulation.WeightChannel;
import dev.sirencast.simulation.WeightNoiseText;
import dev.sirencast.siren.noise.WeightPerturbation;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a simulation: each stream, received in each way, through each setting.
 *
 * @param compared ways to receive
 * @param bitsPerSecond the pace of frames
 * @param reads of noisy weights
 * @param shrink whether weights are shrunk for their noise
 * @param names what cells are called
 */
record CellGrid(
    ComparedOptions compared, long bitsPerSecond, int reads, boolean shrink, CaseNames names) {

  /** Returns the cells. */
  List<SimulationCase> of(List<SentStream> streams, List<LinkSetting> settings) {
    List<SimulationCase> cells = new ArrayList<>();
    for (SentStream stream : streams) {
      CoordinateGrid grid = stream.clean().manifest().signal().grid();
      for (ComparedOptions.Receiver receiver : compared.receivers()) {
        for (LinkSetting setting : settings) {
          cells.add(
              names.cell(
                  stream,
                  receiver,
                  setting,
                  new Simulation(
                      stream.simulated(),
                      setting.model(),
                      bitsPerSecond,
                      weights(setting, grid),
                      receiver.options())));
        }
      }
    }
    return cells;
  }

  /** What happens to weights; refused where it cannot be. */
  WeightChannel weights(LinkSetting setting, CoordinateGrid grid) {
    List<WeightPerturbation> parts =
        CommandException.checked(() -> WeightNoiseText.parse(setting.weights(), grid));
    return new WeightChannel(parts, reads, shrinkage(parts, setting.weights()));
  }

  /** The strength of all additive noise together, or 0 where nothing is to be shrunk. */
  private double shrinkage(List<WeightPerturbation> noise, String text) {
    if (!shrink) {
      return 0;
    }
    double variance = 0;
    for (WeightPerturbation part : noise) {
      if (part instanceof WeightPerturbation.Gaussian gaussian) {
        variance += gaussian.sigma() * gaussian.sigma();
      }
    }
    if (variance == 0) {
      throw CommandException.usage(
          "--shrink goes with --weights gauss(sigma=...), got " + text, null);
    }
    return Math.sqrt(variance / reads);
  }
}
