package dev.sirencast.transport.carousel;

import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
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
  private final BitSet held;

  /**
   * For every block: frames that are missing, rows that can be read, and how often it was wrong.
   */
  private final int[] missing;

  private final int[] readable;
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
    this.held = (BitSet) sink.held().clone();
    held.clear(blocks.numbers(), Math.max(blocks.numbers(), held.length()));
    this.missing = new int[blocks.blocks()];
    this.readable = new int[blocks.blocks()];
    this.spoiled = new byte[blocks.blocks()];
    this.passed = new PassedNumbers(blocks);
    this.bytesLeft = stream.bytes();
    for (int i = present.nextClearBit(0); i < blocks.frames(); i = present.nextClearBit(i + 1)) {
      missing[blocks.block(i)]++;
      framesLeft++;
    }
    for (int i = held.nextSetBit(0); i >= 0; i = held.nextSetBit(i + 1)) {
      readable[blocks.block(i)]++;
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
    if (missing[block] == 0 || held.get(number) || present.get(number)) {
      redundant++;
      return false;
    }
    boolean taken =
        number < blocks.frames() ? takeFrame(number, content) : takeRow(block, number, content);
    if (taken) {
      hold(block, number);
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

  private void hold(int block, int number) {
    held.set(number);
    readable[block]++;
  }

  private void letGo(int block, int number) {
    held.clear(number);
    readable[block]--;
    sink.discard(number);
  }

  /** Computes what is missing of a block if that can be, and lets go of a block that is whole. */
  private void settle(int block) throws IOException {
    if (missing[block] > 0 && readable[block] >= blocks.sources(block)) {
      restore(block);
    }
    if (missing[block] == 0) {
      for (int row = 0; row < blocks.rows(); row++) {
        if (held.get(blocks.number(block, row))) {
          letGo(block, blocks.number(block, row));
        }
      }
    }
  }

  private void restore(int block) throws IOException {
    int sources = blocks.sources(block);
    List<byte @Nullable []> symbols = new ArrayList<>(Collections.nCopies(sources, null));
    List<byte @Nullable []> repairs =
        new ArrayList<>(Collections.nCopies(blocks.rows() - sources, null));
    if (!readRows(block, repairs) || !readFrames(block, symbols, length(repairs))) {
      return;
    }
    long room = bytesLeft;
    List<byte[]> solved = new ArrayList<>();
    if (blocks.code(block).restore(symbols, repairs)) {
      for (int row = 0; row < sources; row++) {
        if (!present.get(blocks.number(block, row))) {
          byte[] frame = FrameSymbol.frame(symbols.get(row));
          if (frame == null || !isPossible(frame, room)) {
            spoil(block);
            return;
          }
          room -= frame.length;
          solved.add(frame);
        }
      }
    }
    int next = 0;
    for (int row = 0; row < sources && next < solved.size(); row++) {
      int number = blocks.number(block, row);
      if (!present.get(number)) {
        deliver(number, solved.get(next++));
      }
    }
    restored += solved.size();
  }

  private static int length(List<byte @Nullable []> repairs) {
    for (byte[] repair : repairs) {
      if (repair != null) {
        return repair.length;
      }
    }
    return 0;
  }

  /** Reads repair rows; false where they are not of one length, or one is not there any more. */
  private boolean readRows(int block, List<byte @Nullable []> repairs) throws IOException {
    int sources = blocks.sources(block);
    for (int row = sources; row < blocks.rows(); row++) {
      int number = blocks.number(block, row);
      if (held.get(number)) {
        byte[] repair = sink.read(number);
        if (repair == null) {
          letGo(block, number);
          return false;
        }
        int length = length(repairs);
        if (length > 0 && repair.length != length) {
          spoil(block);
          return false;
        }
        repairs.set(row - sources, repair);
      }
    }
    return true;
  }

  /** Reads frames into symbols; as {@link #readRows}. */
  private boolean readFrames(int block, List<byte @Nullable []> symbols, int length)
      throws IOException {
    for (int row = 0; row < symbols.size(); row++) {
      int number = blocks.number(block, row);
      if (held.get(number)) {
        byte[] frame = sink.read(number);
        if (frame == null) {
          letGo(block, number);
          return false;
        }
        if (frame.length + FrameSymbol.LENGTH_BYTES > length) {
          spoil(block);
          return false;
        }
        symbols.set(row, FrameSymbol.of(frame, length));
      }
    }
    return true;
  }

  /** Throws a block's repair rows away: one of them at least is wrong. */
  private void spoil(int block) {
    spoiled[block]++;
    spoilings++;
    for (int row = blocks.sources(block); row < blocks.rows(); row++) {
      if (held.get(blocks.number(block, row))) {
        letGo(block, blocks.number(block, row));
      }
    }
  }
}
