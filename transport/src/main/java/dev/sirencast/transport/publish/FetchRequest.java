package dev.sirencast.transport.publish;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Asks for what is missing of a stream. */
final class FetchRequest extends PublisherRequest<FetchSummary> {
  private final String name;
  private final FetchSink sink;
  private final FrameSubscriberOptions options;
  private final long start = System.nanoTime();
  private @Nullable StreamEntry stream;
  private BitSet present = new BitSet();
  private int expected;
  private int frames;
  private long bytes;

  FetchRequest(String name, FetchSink sink, FrameSubscriberOptions options) {
    this.name = name;
    this.sink = sink;
    this.options = options;
  }

  @Override
  void begin(ChannelHandlerContext context) {
    ByteBuf out = context.alloc().buffer();
    CatalogWire.writeText(out, CatalogWire.OPEN, name);
    context.writeAndFlush(out);
  }

  @Override
  void check(int type, long length) throws ProtocolException {
    if (stream == null) {
      if (type != CatalogWire.STREAM) {
        throw unexpected(type);
      }
      requireLength(
          length, CatalogWire.ENTRY_BYTES + 1, CatalogWire.ENTRY_BYTES + StreamName.MAX_BYTES);
    } else if (type == CatalogWire.FRAME) {
      requireLength(
          length,
          CatalogWire.NUMBER_BYTES + 1,
          CatalogWire.NUMBER_BYTES + (long) options.limits().frameBytes());
    } else if (type == CatalogWire.DONE) {
      requireLength(length, CatalogWire.COUNT_BYTES, CatalogWire.COUNT_BYTES);
    } else {
      throw unexpected(type);
    }
  }

  @Override
  void read(ChannelHandlerContext context, int type, ByteBuf in, int length) throws IOException {
    if (stream == null) {
      StreamEntry entry = ListRequest.readEntry(in, length);
      stream = entry;
      want(context, entry);
    } else if (type == CatalogWire.FRAME) {
      readFrame(stream, in, length - CatalogWire.NUMBER_BYTES);
    } else {
      readDone(stream, in.readInt());
    }
  }

  private void want(ChannelHandlerContext context, StreamEntry entry) throws IOException {
    if (!entry.name().equals(name)) {
      throw new ProtocolException("it opened '" + entry.name() + "' instead of '" + name + "'");
    }
    if (entry.frames() > options.limits().frames() || entry.bytes() > options.limits().bytes()) {
      throw new ProtocolException(
          "its stream of "
              + entry.frames()
              + " frames and "
              + entry.bytes()
              + " bytes is more than the "
              + options.limits().frames()
              + " and "
              + options.limits().bytes()
              + " that are taken");
    }
    present = (BitSet) sink.begin(entry).clone();
    if (present.length() > entry.frames()) {
      throw new IllegalArgumentException(
          "a stream of " + entry.frames() + " frames has no frame " + (present.length() - 1));
    }
    expected = present.nextClearBit(0);
    ByteBuf out = context.alloc().buffer();
    CatalogWire.writeWant(out, present, entry.frames());
    context.writeAndFlush(out);
  }

  private void readFrame(StreamEntry entry, ByteBuf in, int length) throws IOException {
    int number = in.readInt();
    if (number != expected || number >= entry.frames()) {
      throw new ProtocolException(
          "it sent frame "
              + Integer.toUnsignedLong(number)
              + (expected >= entry.frames()
                  ? " after the last"
                  : " where " + expected + " is due"));
    }
    if (length > entry.bytes() - bytes) {
      throw new ProtocolException("it sent more than the " + entry.bytes() + " bytes it announced");
    }
    byte[] frame = new byte[length];
    in.readBytes(frame);
    frames++;
    bytes += length;
    expected = present.nextClearBit(number + 1);
    sink.accept(number, frame);
  }

  private void readDone(StreamEntry entry, int count) throws IOException {
    if (expected < entry.frames() || count != frames) {
      throw new ProtocolException(
          "it says that it sent "
              + Integer.toUnsignedLong(count)
              + " frames; "
              + frames
              + " came, "
              + (entry.frames() - present.cardinality())
              + " were asked for");
    }
    sink.pause();
    double seconds = (System.nanoTime() - start) * 1e-9;
    result().complete(new FetchSummary(entry, frames, bytes, seconds));
  }

  @Override
  public void pause() throws IOException {
    if (stream != null) {
      sink.pause();
    }
  }
}
