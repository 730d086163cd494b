package dev.sirencast.transport.carousel;

import dev.sirencast.transport.publish.PublishedStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a carousel sends of one stream, without an end: its frames, then repair rows, one of every
 * block in turn, until all have been sent. For one thread.
 *
 * <p>Repair rows are made a few at a time, which costs little more than one, and take at most an
 * eighth of the stream's memory.
 */
final class StreamRows {
  private static final int TOGETHER = 8;

  private final PublishedStream stream;
  private final FrameBlocks blocks;
  private final int numbers;
  private final List<List<byte[]>> ready;
  private final int[] firstReady;
  private int next;

  /**
   * @param coded whether there are repair rows
   */
  StreamRows(PublishedStream stream, boolean coded) {
    this.stream = stream;
    this.blocks = FrameBlocks.of(stream.entry().frames());
    this.numbers = coded ? blocks.numbers() : blocks.frames();
    this.ready = new ArrayList<>(Collections.nCopies(blocks.blocks(), List.of()));
    this.firstReady = new int[blocks.blocks()];
  }

  /** Whether the next datagram is a repair row. */
  boolean isRepairNext() {
    return next >= blocks.frames();
  }

  /** The next datagram. */
  ByteBuf next() {
    int number = next;
    next = (next + 1) % numbers;
    if (number < blocks.frames()) {
      ByteBuf out = begin(stream.frameBytes(number));
      stream.writeBody(out, number);
      return CarouselWire.seal(out);
    }
    byte[] row = repair(blocks.block(number), blocks.row(number));
    return CarouselWire.seal(begin(row.length).writeInt(number).writeBytes(row));
  }

  private ByteBuf begin(int bytes) {
    ByteBuf out = Unpooled.buffer(CarouselWire.FRAME_BYTES + bytes + CarouselWire.CRC_BYTES);
    return CarouselWire.writeHeader(out, CarouselWire.FRAME)
        .writeLong(CarouselWire.id(stream.entry()));
  }

  private byte[] repair(int block, int row) {
    int sources = blocks.sources(block);
    int index = row - sources;
    int at = index - firstReady[block];
    if (at < 0 || at >= ready.get(block).size()) {
      int count = Math.max(1, Math.min(TOGETHER, sources / TOGETHER));
      int end = Math.min(index + count, blocks.rows() - sources);
      ready.set(block, blocks.code(block).encode(symbols(block, sources), index, end));
      firstReady[block] = index;
      at = 0;
    }
    return ready.get(block).get(at);
  }

  private List<byte[]> symbols(int block, int sources) {
    int longest = 0;
    for (int row = 0; row < sources; row++) {
      longest = Math.max(longest, stream.frameBytes(blocks.number(block, row)));
    }
    List<byte[]> symbols = new ArrayList<>(sources);
    for (int row = 0; row < sources; row++) {
      byte[] frame = stream.frame(blocks.number(block, row));
      symbols.add(FrameSymbol.of(frame, FrameSymbol.LENGTH_BYTES + longest));
    }
    return symbols;
  }
}
