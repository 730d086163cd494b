package dev.sirencast.receiver;

/**
 * A symbol that is known to lie in a range: what is to be expected of it under a Gaussian about 0.
 *
 * @param mean its mean
 * @param variance its variance about that
 */
record SymbolRange(double mean, double variance) {
  /**
   * Returns the moments of a symbol.
   *
   * @param first the range's first symbol
   * @param count how many symbols the range has, 1 or more
   * @param variance that of all symbols
   */
  static SymbolRange of(int first, int count, double variance) {
    int last = first + count - 1;
    // The likeliest symbol of the range, so that no density underflows where it matters.
    double mode = Math.max(first, Math.min(last, 0));
    double mass = 0;
    double sum = 0;
    double squares = 0;
    for (int symbol = first; symbol <= last; symbol++) {
      double exponent = (mode * mode - (double) symbol * symbol) / (2 * Math.max(1e-9, variance));
      double density = StrictMath.exp(exponent);
      double offset = symbol - mode;
      mass += density;
      sum += density * offset;
      squares += density * offset * offset;
    }
    double mean = sum / mass;
    return new SymbolRange(mode + mean, Math.max(0, squares / mass - mean * mean));
  }
}
