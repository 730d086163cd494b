package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.fec.ErasureCode;
import dev.sirencast.format.BlockCode;

/**
 * A class of packets, without its repair packets, and what its loss costs.
 *
 * @param sources source packets
 * @param bodyBytes bytes that a body takes
 * @param repairBytes bytes that a repair packet takes
 * @param inner what bodies carry against flipped bits: slices, or parity bytes
 * @param errors what its damage does to the samples
 * @param flips flipped bits that a source body's checksums put right
 * @param low whether it holds lowest bits, whose blocks have one repair packet each
 */
record ProtectedClass(
    int sources,
    int bodyBytes,
    int repairBytes,
    FecScheme inner,
    ClassErrors errors,
    int flips,
    boolean low) {
  /** Flipped bits that the checksum of a packet's body puts right. */
  static final int CRC_FLIPS = 2;

  /** The same where a body has another check. */
  static final int CHECKED_FLIPS = 3;

  /** As many repair packets as there can be of so many. */
  int bounded(long repairs) {
    return (int) Math.max(0, Math.min(repairs, (long) BlockCode.MAX_REPAIRS_A_SOURCE * sources));
  }

  /** Whether a class of lowest bits can have so many blocks: each fits its code with its packet. */
  boolean fitsBlocks(int blocks) {
    return blocks == 0 || (sources + blocks - 1) / blocks < ErasureCode.MAX_SYMBOLS;
  }

  /** The scheme that gives so many repair packets, or as near below as equal blocks allow. */
  FecScheme scheme(int repairs) {
    if (repairs == 0) {
      return inner.withSliceBytes(0);
    }
    int blocks = blocks(repairs);
    int inBlock = (sources + blocks - 1) / blocks;
    int own = low ? 1 : blocks == 1 ? repairs : (int) ((long) repairs * inBlock / sources);
    return FecScheme.reedSolomon(inBlock, Math.min(own, ErasureCode.MAX_SYMBOLS - inBlock))
        .withSliceBytes(inner.sliceBytes())
        .withCorrected(inner.corrected());
  }

  private int blocks(int repairs) {
    return low && repairs > 0
        ? repairs
        : (sources + repairs + ErasureCode.MAX_SYMBOLS - 1) / ErasureCode.MAX_SYMBOLS;
  }

  /** How likely so many repair packets fail, and how much is missing then. */
  ErasureForecast forecast(StreamLink on, int repairs) {
    if (!low || repairs == 0) {
      // Without a code nothing has to be exact.
      return forecast(
          on, repairs, repairs == 0 && on.isErrorResilient() ? 0 : erased(on.link(), repairs));
    }
    // Lost bodies are restored from damaged ones too, which low bits stand.
    ErasureForecast one =
        forecast(on, repairs, on.isErrorResilient() ? 0 : on.link().damage(bodyBytes));
    // Of many blocks some fail, always.
    return new ErasureForecast(1, one.failure() * one.missing());
  }

  private ErasureForecast forecast(StreamLink on, int repairs, double slice) {
    int blocks = blocks(repairs);
    int symbols = (sources + repairs + blocks - 1) / blocks;
    double distance = (double) on.packets() * blocks / (sources + repairs);
    return ErasureForecast.of(
        on.link(),
        symbols,
        repairs / blocks,
        distance,
        on.headerDamage(),
        slice,
        on.isErrorResilient());
  }

  /** How many packets are missing for good with so many repair packets, of bodies not sliced. */
  MissingSymbols missing(StreamLink on, int repairs) {
    double header = on.headerDamage();
    double erased = header + (1 - header) * erased(on.link(), repairs);
    return MissingSymbols.of(
        on.link(), sources, repairs, Math.min(sources, blocks(repairs)), on.packets(), erased);
  }

  /** The most repair packets that so many blocks can hold. */
  int mostIn(int blocks) {
    return bounded((long) blocks * ErasureCode.MAX_SYMBOLS - sources);
  }

  /** The probability that bit errors erase a slice, or a body without slices. */
  private double erased(LinkEstimate link, int repairs) {
    if (inner.sliceBytes() > 0) {
      return link.damage(inner.sliceBytes() + BlockCode.SLICE_CHECKSUM_BYTES);
    }
    if (inner.corrected() > 0) {
      return uncorrected(link);
    }
    double repair = link.flipped(bodyBytes, CRC_FLIPS);
    double source = flips == CRC_FLIPS ? repair : link.flipped(bodyBytes, flips);
    return (sources * source + repairs * repair) / (sources + repairs);
  }

  /** The probability that a body has more wrong bytes than its parity bytes correct. */
  private double uncorrected(LinkEstimate link) {
    int words = (bodyBytes + BlockCode.CODEWORD_BYTES - 1) / BlockCode.CODEWORD_BYTES;
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
}
