package dev.sirencast.transport.carousel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which frames and repair rows of a stream a sink has for the blocks that are not whole yet. */
final class HeldRows {
  private final FrameBlocks blocks;
  private final RowSink sink;
  private final BitSet numbers;
  private final int[] counts;

  /**
   * @param sink knows what it holds of the stream
   */
  HeldRows(FrameBlocks blocks, RowSink sink) throws IOException {
    this.blocks = blocks;
    this.sink = sink;
    this.numbers = (BitSet) sink.held().clone();
    this.counts = new int[blocks.blocks()];
    numbers.clear(blocks.numbers(), Math.max(blocks.numbers(), numbers.length()));
    for (int i = numbers.nextSetBit(0); i >= 0; i = numbers.nextSetBit(i + 1)) {
      counts[blocks.block(i)]++;
    }
  }

  boolean has(int number) {
    return numbers.get(number);
  }

  /** The sink holds one more, which it did not. */
  void add(int number) {
    numbers.set(number);
    counts[blocks.block(number)]++;
  }

  /** Whether there are as many of a block as it has frames. */
  boolean isEnough(int block) {
    return counts[block] >= blocks.sources(block);
  }

  /**
   * Reads what there is of a block.
   *
   * @return by row, null for those that are not held; nothing where one is not there any more,
   *     which is then not held either
   */
  @Nullable List<byte @Nullable []> read(int block) throws IOException {
    List<byte @Nullable []> contents = new ArrayList<>();
    for (int row = 0; row < blocks.rows(); row++) {
      int number = blocks.number(block, row);
      byte[] content = has(number) ? sink.read(number) : null;
      if (content == null && has(number)) {
        discard(number);
        return null;
      }
      contents.add(content);
    }
    return contents;
  }

  /** Lets a block's rows go, from one on. */
  void discard(int block, int from) {
    for (int row = from; row < blocks.rows(); row++) {
      int number = blocks.number(block, row);
      if (has(number)) {
        discard(number);
      }
    }
  }

  private void discard(int number) {
    numbers.clear(number);
    counts[blocks.block(number)]--;
    sink.discard(number);
  }
}
