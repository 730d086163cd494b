package dev.sirencast.transport.publish;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** Asks for the list of streams. */
final class ListRequest extends PublisherRequest<List<StreamEntry>> {
  private final int maxStreams;
  private final List<StreamEntry> entries = new ArrayList<>();

  ListRequest(FrameSubscriberOptions options) {
    this.maxStreams = options.limits().streams();
  }

  @Override
  void begin(ChannelHandlerContext context) {
    ByteBuf out = context.alloc().buffer(CatalogWire.HEADER_BYTES);
    context.writeAndFlush(CatalogWire.writeHeader(out, CatalogWire.LIST, 0));
  }

  @Override
  void check(int type, long length) throws ProtocolException {
    switch (type) {
      case CatalogWire.ENTRY ->
          requireLength(
              length, CatalogWire.ENTRY_BYTES + 1, CatalogWire.ENTRY_BYTES + StreamName.MAX_BYTES);
      case CatalogWire.LISTED ->
          requireLength(length, CatalogWire.COUNT_BYTES, CatalogWire.COUNT_BYTES);
      default -> throw unexpected(type);
    }
  }

  @Override
  void read(ChannelHandlerContext context, int type, ByteBuf in, int length)
      throws ProtocolException {
    if (type == CatalogWire.LISTED) {
      int count = in.readInt();
      if (count != entries.size()) {
        throw new ProtocolException(
            "it listed " + entries.size() + " streams and counts " + Integer.toUnsignedLong(count));
      }
      result().complete(List.copyOf(entries));
    } else if (entries.size() == maxStreams) {
      throw new ProtocolException("it listed more than " + maxStreams + " streams");
    } else {
      entries.add(readEntry(in, length));
    }
  }

  static StreamEntry readEntry(ByteBuf in, int length) throws ProtocolException {
    try {
      return CatalogWire.readEntry(in, length);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("it described a stream that cannot be: " + e.getMessage());
    }
  }
}
