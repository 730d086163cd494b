package dev.sirencast.signal;

/**
 * A signal's samples, made when they are asked for: what lets a picture be written that no memory
 * could hold.
 */
@FunctionalInterface
public interface SampleSource {
  /**
   * Writes the samples of some successive points, components interleaved, to {@code out} from index
   * 0 on.
   *
   * @param first the first point's index in the grid, axis 0 fastest
   * @param count the number of points
   * @param out receives {@code count * components} numbers in [0, 1]
   */
  void samples(int first, int count, float[] out);
}
