package dev.sirencast.protection;

import dev.sirencast.codec.FecScheme;

/**
 * A class of packets, without its protection, and what its loss costs.
 *
 * @param sources source packets
 * @param repairBytes bytes that a repair packet takes
 * @param sliceBytes bytes of a slice, 0 for whole bodies
 * @param bodyBytes bytes that a body takes
 * @param lossError mean squared error of the samples where all of it is missing
 * @param flipError mean squared error where one in a thousand of its bits is flipped
 */
record ProtectedClass(
    int sources,
    int repairBytes,
    int sliceBytes,
    int bodyBytes,
    double lossError,
    double flipError) {
  private static final int MOST_SYMBOLS = 255;
  private static final int MOST_A_SOURCE = 8;
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
      return FecScheme.NONE;
    }
    int blocks = blocks(repairs);
    int inBlock = (sources + blocks - 1) / blocks;
    int own = blocks == 1 ? repairs : (int) ((long) repairs * inBlock / sources);
    return FecScheme.reedSolomon(inBlock, Math.min(own, MOST_SYMBOLS - inBlock))
        .withSliceBytes(sliceBytes);
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

  /**
   * The probability that a slice is erased by bit errors. One flipped bit in a slice is taken back
   * if no other slice of the body has more.
   */
  private double erased(LinkEstimate link) {
    if (sliceBytes == 0) {
      return link.damage(bodyBytes);
    }
    double bits = 8.0 * (sliceBytes + CHECKSUM_BYTES);
    double damaged = link.damage(sliceBytes + CHECKSUM_BYTES);
    double once = bits * link.bitErrors() * Math.exp((bits - 1) * Math.log1p(-link.bitErrors()));
    double more = Math.max(0, damaged - once);
    double others = Math.max(0, (double) bodyBytes / (sliceBytes + CHECKSUM_BYTES) - 1);
    return more + once * -Math.expm1(others * Math.log1p(-more));
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
    return FecScheme.reedSolomon((sources + blocks - 1) / blocks, 1).withSliceBytes(sliceBytes);
  }
}
