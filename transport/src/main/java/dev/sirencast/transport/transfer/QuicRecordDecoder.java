package dev.sirencast.transport.transfer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The stream of a transfer over QUIC: records, and how far the datagrams have come. */
final class QuicRecordDecoder extends RecordDecoder {
  /** How long datagrams that the end mark overtook are waited for. */
  private static final long STRAGGLERS_MILLIS = 100;

  private final QuicReceiverHandler datagrams;
  private @Nullable ChannelHandlerContext context;
  private long reported;
  private boolean ended;

  QuicRecordDecoder(IncomingTransfer transfer, QuicReceiverHandler datagrams) {
    super(transfer);
    this.datagrams = datagrams;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    super.handlerAdded(added);
    context = added;
    datagrams.join(this::datagramsCame);
  }

  /** Tells the sender how far the datagrams have come, where that is news. */
  private void datagramsCame() {
    ChannelHandlerContext stream = context;
    if (stream == null || ended) {
      return;
    }
    expectFrame();
    if (datagrams.next() - reported >= QuicWire.REPORT_EVERY) {
      report(stream);
    }
    if (transfer.isOver()) {
      stream.close();
    }
  }

  @Override
  void decodeOther(ChannelHandlerContext stream, ByteBuf in, int type) {
    if (type != QuicWire.STATUS_REQUEST) {
      super.decodeOther(stream, in, type);
    } else if (in.readableBytes() >= RecordWire.COUNT_RECORD_BYTES) {
      in.skipBytes(RecordWire.COUNT_RECORD_BYTES);
      report(stream);
    }
  }

  /** A peer that asks and never reads is not answered any more. */
  private void report(ChannelHandlerContext stream) {
    if (stream.channel().isWritable()) {
      reported = datagrams.next();
      answer(stream, QuicWire.SEEN, reported);
    }
  }

  /** Leaves the connection to the sender to close, so that the answer arrives. */
  @Override
  void end(ChannelHandlerContext stream, long sent) {
    if (sent < transfer.frames()) {
      cutShort(stream, "protocol error, the sender counts " + sent + " frames");
    } else if (!ended) {
      ended = true;
      stream
          .executor()
          .schedule(
              () -> finish(stream, sent),
              sent == transfer.frames() ? 0 : STRAGGLERS_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  private void finish(ChannelHandlerContext stream, long sent) {
    if (!transfer.isOver()) {
      answer(stream, RecordWire.END_ACK, transfer.frames());
      transfer.finish(sent);
    }
  }
}
