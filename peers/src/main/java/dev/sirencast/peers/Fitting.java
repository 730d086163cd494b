package dev.sirencast.peers;

import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Looks for the finest form of something that fits a number of bytes. */
final class Fitting {
  private Fitting() {}

  /**
   * Returns what is made of the largest number in a range that fits, by bisection.
   *
   * @param made by number; nothing where it does not fit, as with all larger numbers, or nearly so
   */
  static <T> Optional<T> largest(int least, int most, IntFunction<Optional<T>> made) {
    Optional<T> best = made.apply(least);
    int low = least;
    int high = most + 1;
    while (best.isPresent() && high - low > 1) {
      int middle = (low + high) >>> 1;
      Optional<T> tried = made.apply(middle);
      if (tried.isPresent()) {
        best = tried;
        low = middle;
      } else {
        high = middle;
      }
    }
    return best;
  }

  /** Of some codings of a signal the one that is nearest to it where nothing happens on the way. */
  static Optional<Coding> nearest(Signal signal, Stream<Optional<Coding>> codings) {
    return codings
        .flatMap(Optional::stream)
        .max(Comparator.comparingDouble(made -> Psnr.decibels(signal, made.whole())));
  }
}
