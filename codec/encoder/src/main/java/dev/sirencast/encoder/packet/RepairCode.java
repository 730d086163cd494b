package dev.sirencast.encoder.packet;

import dev.sirencast.fec.ErasureCode;
import dev.sirencast.format.BlockCode;
import java.util.List;

/**
 * How the repair packets of a class of source packets are computed: not at all, by Reed-Solomon or
 * by parity ({@link ErasureCode}). Immutable and thread-safe.
 */
public sealed interface RepairCode {
  /** Returns the code without repair packets. */
  static RepairCode none() {
    return new None();
  }

  /**
   * Returns Reed-Solomon with m = {@code repairs} for every k = {@code sources}; none where m is 0.
   *
   * @throws IllegalArgumentException unless k is 1 or more, m 0 or more and k + m at most 255
   */
  static RepairCode reedSolomon(int sources, int repairs) {
    ErasureCode.reedSolomon(sources, repairs);
    return repairs == 0 ? none() : new ReedSolomon(sources, repairs);
  }

  /**
   * Returns parity over rectangles of packets.
   *
   * @throws IllegalArgumentException unless both are 1 or more and all packets of a block at most
   *     255
   */
  static RepairCode parity(int rows, int columns) {
    return new Parity(rows, columns);
  }

  /** The name in {@code --fec}: none, rs or xor. */
  String label();

  /** What stands behind the name: k and m, or rows and columns; nothing for none. */
  List<Integer> numbers();

  /** Repair packets over source packets in a full block, 0 or more. */
  double overhead();

  /**
   * Returns the code of a class of source packets, of whole bodies.
   *
   * @param packets the class's source packets, 1 or more
   * @param depth the least number of interleaved blocks, where there are as many packets
   */
  BlockCode over(int packets, int depth);

  /** Whether there are no repair packets. */
  default boolean isNone() {
    return false;
  }

  /** No repair packets. */
  record None() implements RepairCode {
    @Override
    public boolean isNone() {
      return true;
    }

    @Override
    public String label() {
      return "none";
    }

    @Override
    public List<Integer> numbers() {
      return List.of();
    }

    @Override
    public double overhead() {
      return 0;
    }

    @Override
    public BlockCode over(int packets, int depth) {
      return BlockCode.NONE;
    }
  }

  /**
   * Any k of a block's k + m packets restore the others. A class of n source packets is dealt to
   * {@code max(depth, ceil(n / k))} blocks and gets {@code ceil(m n / k)} repair packets.
   *
   * @param sources k, the source packets of a block, 1 or more
   * @param repairs m, their repair packets, 1 or more; k + m is at most 255
   */
  record ReedSolomon(int sources, int repairs) implements RepairCode {
    /** Checks the ranges. */
    public ReedSolomon {
      ErasureCode.reedSolomon(sources, repairs);
      if (repairs == 0) {
        throw new IllegalArgumentException("without repair packets a class has no code");
      }
    }

    @Override
    public String label() {
      return "rs";
    }

    @Override
    public List<Integer> numbers() {
      return List.of(sources, repairs);
    }

    @Override
    public double overhead() {
      return (double) repairs / sources;
    }

    @Override
    public BlockCode over(int packets, int depth) {
      int needed = (int) (((long) repairs * packets + sources - 1) / sources);
      return BlockCode.reedSolomon(needed, blocks(packets, sources, depth));
    }
  }

  /**
   * The packets of a block stand in a rectangle; every row and every column has a repair packet,
   * the exclusive or of its source packets.
   *
   * @param rows rows of the rectangle, 1 or more
   * @param columns its columns, 1 or more; all packets of a block are at most 255
   */
  record Parity(int rows, int columns) implements RepairCode {
    /** Checks the ranges. */
    public Parity {
      long packets = (long) rows * columns + rows + columns;
      if (rows < 1 || columns < 1 || packets > ErasureCode.MAX_SYMBOLS) {
        throw new IllegalArgumentException(
            "a rectangle has rows and columns, and with their repair packets at most "
                + ErasureCode.MAX_SYMBOLS
                + " packets, got "
                + rows
                + " and "
                + columns);
      }
    }

    @Override
    public String label() {
      return "xor";
    }

    @Override
    public List<Integer> numbers() {
      return List.of(rows, columns);
    }

    @Override
    public double overhead() {
      return (double) (rows + columns) / (rows * columns);
    }

    @Override
    public BlockCode over(int packets, int depth) {
      int blocks = blocks(packets, rows * columns, depth);
      int inBlock = (packets + blocks - 1) / blocks;
      int width = Math.min(columns, inBlock);
      return BlockCode.parity(blocks, (inBlock + width - 1) / width, width);
    }
  }

  private static int blocks(int packets, int sources, int depth) {
    return Math.min(packets, Math.max(depth, (packets + sources - 1) / sources));
  }
}
