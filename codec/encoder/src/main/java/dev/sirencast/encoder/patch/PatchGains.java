package dev.sirencast.encoder.patch;

import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.patch.PatchBodyCoder;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What patches bring, as a receiver sees them: the squared error that each takes from the base. */
public final class PatchGains {
  private PatchGains() {}

  /**
   * Returns the patches, those first that bring most for a byte: whoever stops anywhere has as
   * small an error as so many bytes of whole patches can give.
   *
   * @param signal the original
   * @param bare the base alone
   * @param decoded base and patches
   */
  public static QuantizedPatches sorted(
      QuantizedPatches patches, Signal signal, Signal bare, Signal decoded) {
    PatchGrid grid = patches.description().grid();
    double[] gains = new double[grid.patches()];
    int components = signal.components();
    for (int point = 0; point < signal.grid().points(); point++) {
      double gain = 0;
      for (int c = 0; c < components; c++) {
        double sample = signal.sample(point, c);
        double before = bare.sample(point, c) - sample;
        double after = decoded.sample(point, c) - sample;
        gain += before * before - after * after;
      }
      gains[patch(grid, point)] += gain;
    }
    PatchBodyCoder coder = new PatchBodyCoder(patches.description());
    double[] slopes = new double[gains.length];
    for (PatchSymbols one : patches.patches()) {
      slopes[one.patch()] = gains[one.patch()] / coder.encode(List.of(one)).length;
    }
    List<PatchSymbols> sorted = new ArrayList<>(patches.patches());
    sorted.sort(Comparator.comparingDouble(one -> -slopes[one.patch()]));
    return new QuantizedPatches(patches.description(), sorted);
  }

  private static int patch(PatchGrid grid, int point) {
    int rest = point;
    int patch = 0;
    int stride = 1;
    for (int axis = 0; axis < grid.grid().dimensions(); axis++) {
      int size = grid.grid().size(axis);
      patch += stride * grid.at(axis, rest % size);
      rest /= size;
      stride *= grid.count(axis);
    }
    return patch;
  }
}
