package dev.sirencast.cli.science;

import java.util.function.IntToDoubleFunction;

/**
 * How many rounds of a carousel a listener has to hear, in expectation, where each datagram is lost
 * by itself with one probability. Exact but for repair rows that come a second time.
 *
 * @param frames of the stream
 * @param loss 0 or more and below 1
 */
record CarouselExpectation(int frames, double loss) {
  /** Where the rest of the sum cannot be seen any more. */
  private static final double SURE = 1 - 1e-9;

  /**
   * With repair rows: until of every block as many rows have come as it has frames.
   *
   * @param blocks that the frames are dealt to in turn
   * @param listeners of which the last is meant
   */
  double coded(int blocks, int listeners) {
    double[][] came = new double[blocks][];
    for (int block = 0; block < blocks; block++) {
      came[block] = new double[(frames - block + blocks - 1) / blocks + 1];
      came[block][0] = 1;
    }
    return rounds(
        sent -> {
          if (sent > 0) {
            hearOne(came[(sent - 1) % blocks]);
          }
          double done = 1;
          for (double[] counts : came) {
            done *= counts[counts.length - 1];
          }
          return done;
        },
        listeners);
  }

  /** The probability of each number of rows after another was sent; the last stands for enough. */
  private void hearOne(double[] counts) {
    for (int have = counts.length - 1; have >= 0; have--) {
      double stays = have == counts.length - 1 ? counts[have] : counts[have] * loss;
      counts[have] = stays + (have == 0 ? 0 : counts[have - 1] * (1 - loss));
    }
  }

  /** Without: until each frame has come. As {@link #coded}. */
  double plain(int listeners) {
    return rounds(
        sent -> {
          int times = sent / frames;
          int once = sent % frames;
          return Math.pow(1 - Math.pow(loss, times + 1), once)
              * Math.pow(1 - Math.pow(loss, times), frames - once);
        },
        listeners);
  }

  /**
   * @param done the probability that one listener has all after so many datagrams; asked for 0, 1,
   *     2, ..
   */
  private double rounds(IntToDoubleFunction done, int listeners) {
    double sum = 0;
    double all = 0;
    for (int sent = 0; all < SURE; sent++) {
      all = Math.pow(done.applyAsDouble(sent), listeners);
      sum += 1 - all;
    }
    return sum / frames;
  }
}
