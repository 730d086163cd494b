package dev.sirencast.transport.carousel;

import dev.sirencast.fec.ErasureCode;

/**
 * How a stream's frames are dealt to the blocks of an erasure code, and what is sent of them
 * numbered: number q is row q / blocks of block q % blocks. The first numbers are the frames
 * themselves; a number from {@code frames} on is a repair row. Neighbours are of different blocks,
 * so that a burst of losses is shared out.
 *
 * <p>A block has at most {@value #MAX_SOURCES} frames: any one of its rows is then new to a
 * receiver that loses up to half of them, and decoding costs little. All follows from the number of
 * frames, and need not be told. Immutable.
 *
 * @param frames of the stream, 1 to {@value #MAX_FRAMES}
 * @param blocks as few as hold them
 * @param rows of every block, its frames among them: at most four times as many, so that the frames
 *     themselves come by again, or as many as the code has
 */
record FrameBlocks(int frames, int blocks, int rows) {
  static final int MAX_FRAMES = 1 << 28;
  static final int MAX_SOURCES = 127;

  private static final int ROWS_A_SOURCE = 4;

  static FrameBlocks of(int frames) {
    int blocks = ceil(frames, MAX_SOURCES);
    int rows = ROWS_A_SOURCE * ceil(frames, blocks);
    return new FrameBlocks(frames, blocks, Math.min(ErasureCode.MAX_SYMBOLS, rows));
  }

  /** How many numbers there are. */
  int numbers() {
    return blocks * rows;
  }

  int block(int number) {
    return number % blocks;
  }

  int row(int number) {
    return number / blocks;
  }

  int number(int block, int row) {
    return row * blocks + block;
  }

  /** How many frames are in a block: its first rows. */
  int sources(int block) {
    return ceil(frames - block, blocks);
  }

  /** The code of a block; its repair symbol i is row {@code sources + i}. */
  ErasureCode code(int block) {
    int sources = sources(block);
    return ErasureCode.reedSolomon(sources, rows - sources);
  }

  private static int ceil(int number, int parts) {
    return (number + parts - 1) / parts;
  }
}
