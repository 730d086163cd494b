package dev.sirencast.transport.carousel;

import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the frames and repair rows of a stream, and computes the frames of a block as soon as
 * there are as many rows of it as it has frames, whichever they are. For one thread.
 *
 * <p>A forged row makes wrong frames. Where they show it, all repair rows of the block are thrown
 * away and others are waited for, at most {@value #MAX_SPOILED} times: from then on the block's
 * frames themselves are. So no sender can ask for more work than that.
 */
final class CodedFrames {
  static final int MAX_SPOILED = 3;

  private final FrameBlocks blocks;
  private final RowSink sink;
  private final int maxFrameBytes;
  private final BitSet present;
  private final HeldRows held;

  /** For every block: frames that are missing, and how often it was wrong. */
  private final int[] missing;

  private final byte[] spoiled;
  private final PassedNumbers passed;
  private long bytesLeft;
  private int framesLeft;
  private long datagrams;
  private long frames;
  private long rows;
  private long redundant;
  private long refused;
  private long restored;
  private long spoilings;
  private long bytes;

  /**
   * @param present the frames that are there already
   * @param sink knows what it holds of the stream
   */
  CodedFrames(
      StreamEntry stream, BitSet present, RowSink sink, FrameSubscriberOptions.Limits limits)
      throws IOException {
    this.blocks = FrameBlocks.of(stream.frames());
    this.sink = sink;
    this.maxFrameBytes = limits.frameBytes();
    this.present = present;
    this.held = new HeldRows(blocks, sink);
    this.missing = new int[blocks.blocks()];
    this.spoiled = new byte[blocks.blocks()];
    this.passed = new PassedNumbers(blocks);
    this.bytesLeft = stream.bytes();
    for (int i = present.nextClearBit(0); i < blocks.frames(); i = present.nextClearBit(i + 1)) {
      missing[blocks.block(i)]++;
      framesLeft++;
    }
    for (int block = 0; block < missing.length; block++) {
      settle(block);
    }
  }

  boolean isWhole() {
    return framesLeft == 0;
  }

  /** Whether something of use has come. */
  boolean isBegun() {
    return frames + rows > 0;
  }

  /** Frames that came or were computed. */
  int delivered() {
    return Math.toIntExact(frames + restored);
  }

  /** Their bytes. */
  long bytes() {
    return bytes;
  }

  CarouselReception counts() {
    return new CarouselReception(
        datagrams,
        frames,
        rows,
        redundant,
        refused,
        restored,
        blocks.blocks(),
        (int) Arrays.stream(missing).filter(frame -> frame > 0).count(),
        spoilings,
        passed.passed(),
        passed.rounds());
  }

  /**
   * Takes a frame or a repair row.
   *
   * @param content of one byte or more
   * @return whether it is of use
   */
  boolean accept(int number, byte[] content) throws IOException {
    if (number < 0 || number >= blocks.numbers()) {
      return false;
    }
    datagrams++;
    passed.hear(number);
    int block = blocks.block(number);
    if (missing[block] == 0 || held.has(number) || present.get(number)) {
      redundant++;
      return false;
    }
    boolean taken =
        number < blocks.frames() ? takeFrame(number, content) : takeRow(block, number, content);
    if (taken) {
      held.add(number);
      settle(block);
    } else {
      refused++;
    }
    return taken;
  }

  private boolean takeFrame(int number, byte[] frame) throws IOException {
    if (!isPossible(frame, bytesLeft)) {
      return false;
    }
    deliver(number, frame);
    frames++;
    return true;
  }

  private boolean isPossible(byte[] frame, long room) {
    return frame.length <= Math.min(maxFrameBytes, room) && sink.isSound(frame);
  }

  private void deliver(int number, byte[] frame) throws IOException {
    present.set(number);
    missing[blocks.block(number)]--;
    framesLeft--;
    bytes += frame.length;
    bytesLeft -= frame.length;
    sink.accept(number, frame);
  }

  private boolean takeRow(int block, int number, byte[] row) throws IOException {
    boolean isPossible =
        row.length > FrameSymbol.LENGTH_BYTES
            && row.length <= maxFrameBytes + FrameSymbol.LENGTH_BYTES
            && spoiled[block] < MAX_SPOILED;
    boolean taken = isPossible && sink.keep(number, row);
    rows += taken ? 1 : 0;
    return taken;
  }

  /** Computes what is missing of a block if that can be, and lets go of a block that is whole. */
  private void settle(int block) throws IOException {
    if (missing[block] > 0 && held.isEnough(block)) {
      restore(block);
    }
    if (missing[block] == 0) {
      held.discard(block, 0);
    }
  }

  private void restore(int block) throws IOException {
    List<byte @Nullable []> rows = held.read(block);
    if (rows == null) {
      return;
    }
    int sources = blocks.sources(block);
    List<byte[]> solved = FrameSolver.solve(blocks.code(block), sources, rows);
    if (solved == null || !isPossible(block, solved)) {
      spoiled[block]++;
      spoilings++;
      held.discard(block, sources);
      return;
    }
    for (int row = 0; row < sources; row++) {
      int number = blocks.number(block, row);
      if (!present.get(number)) {
        deliver(number, solved.get(row));
        restored++;
      }
    }
  }

  /** Whether all frames of a block that are missing may be those that were computed. */
  private boolean isPossible(int block, List<byte[]> solved) {
    long room = bytesLeft;
    for (int row = 0; row < solved.size(); row++) {
      if (!present.get(blocks.number(block, row))) {
        if (!isPossible(solved.get(row), room)) {
          return false;
        }
        room -= solved.get(row).length;
      }
    }
    return true;
  }
}
