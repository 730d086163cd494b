package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.FecScheme;

/**
 * A class of packets, without its protection, and what its loss costs.
 *
 * @param sources source packets
 * @param repairBytes bytes that a repair packet takes
 * @param inner what bodies carry against flipped bits: slices, or check bytes
 * @param bodyBytes bytes that a body takes
 * @param lossError mean squared error of the samples where all of it is missing
 * @param flipError mean squared error where one in a thousand of its bits is flipped
 */
record ProtectedClass(
    int sources,
    int repairBytes,
    FecScheme inner,
    int bodyBytes,
    double lossError,
    double flipError) {
  private static final int MOST_SYMBOLS = 255;
  private static final int MOST_A_SOURCE = 8;
  private static final int CODEWORD = 255;
  private static final int CHECKSUM_BYTES = 2;

  /** As many repair packets as there can be of so many. */
  int bounded(long repairs) {
    return (int) Math.max(0, Math.min(repairs, (long) MOST_A_SOURCE * sources));
  }

  private int blocks(int repairs) {
    return (sources + repairs + MOST_SYMBOLS - 1) / MOST_SYMBOLS;
  }

  /** The scheme that gives so many repair packets, or as near below as equal blocks allow. */
  FecScheme scheme(int repairs) {
    if (repairs == 0) {
      return inner.withSliceBytes(0);
    }
    int blocks = blocks(repairs);
    int inBlock = (sources + blocks - 1) / blocks;
    int own = blocks == 1 ? repairs : (int) ((long) repairs * inBlock / sources);
    return within(FecScheme.reedSolomon(inBlock, Math.min(own, MOST_SYMBOLS - inBlock)));
  }

  /**
   * How likely so many repair packets fail.
   *
   * @param streamPackets packets of the whole stream, among which these are spread evenly
   */
  ErasureForecast forecast(
      LinkEstimate link, int repairs, int streamPackets, int headerBytes, boolean bends) {
    // Without a code nothing has to be exact.
    double slice = repairs == 0 && bends ? 0 : erased(link);
    return forecast(link, repairs, blocks(repairs), streamPackets, headerBytes, slice, bends);
  }

  /** The probability that bit errors erase a slice, or a body without slices. */
  private double erased(LinkEstimate link) {
    if (inner.sliceBytes() > 0) {
      return link.damage(inner.sliceBytes() + CHECKSUM_BYTES);
    }
    if (inner.corrected() == 0) {
      return link.damage(bodyBytes);
    }
    int words = (bodyBytes + CODEWORD - 1) / CODEWORD;
    int length = (bodyBytes + words - 1) / words;
    double wrong = link.damage(1);
    // The binomial distribution of wrong bytes in a codeword.
    double term = Math.pow(1 - wrong, length);
    double right = term;
    for (int x = 1; x <= inner.corrected(); x++) {
      term *= (length - x + 1) * wrong / (x * (1 - wrong));
      right += term;
    }
    return 1 - Math.pow(Math.min(1, right), words);
  }

  private ErasureForecast forecast(
      LinkEstimate link,
      int repairs,
      int blocks,
      int streamPackets,
      int headerBytes,
      double slice,
      boolean bends) {
    int symbols = (sources + repairs + blocks - 1) / blocks;
    double distance = (double) streamPackets * blocks / (sources + repairs);
    return ErasureForecast.of(
        link, symbols, repairs / blocks, distance, link.damage(headerBytes), slice, bends);
  }

  /** How much is missing where so many blocks have a repair packet each. */
  ErasureForecast forecastOfBlocks(
      LinkEstimate link, int blocks, int streamPackets, int headerBytes, boolean bends) {
    // Lost bodies are restored from damaged ones too, which low bits stand.
    double slice = bends ? 0 : link.damage(bodyBytes);
    ErasureForecast one = forecast(link, blocks, blocks, streamPackets, headerBytes, slice, bends);
    // Of many blocks some fail, always.
    return new ErasureForecast(1, one.failure() * one.missing());
  }

  /** The scheme of so many blocks with a repair packet each. */
  FecScheme schemeOfBlocks(int blocks) {
    return within(FecScheme.reedSolomon((sources + blocks - 1) / blocks, 1));
  }

  private FecScheme within(FecScheme scheme) {
    return scheme.withSliceBytes(inner.sliceBytes()).withCorrected(inner.corrected());
  }
}
