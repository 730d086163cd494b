package dev.sirencast.transport.transfer;

/**
 * What a transfer over QUIC says beyond the records ({@link RecordWire}), which its one stream
 * (bidirectional, opened by the sender) speaks; integers are big-endian.
 *
 * <pre>
 *   DATAGRAM         sender -> receiver   | sequence u32 | frame |   numbered from 0
 *   record 6 STATUS_REQUEST
 *                    sender -> receiver   | 6 | queued u64 |   how far are you? I have queued ..
 *   record 7 SEEN    receiver -> sender   | 7 | next u64 |     the highest sequence seen, plus 1
 * </pre>
 *
 * <p>END counts the frames of both lanes; END_ACK says how many of them came.
 *
 * <p>The native library drops datagrams without a word when its send queue is full. SEEN is what
 * keeps the queue from filling: a sender has at most {@value #WINDOW} datagrams on their way that
 * the receiver has not seen, and the queue holds four times as many. STATUS_REQUEST finds out about
 * a window that was lost whole.
 */
final class QuicWire {
  static final int STATUS_REQUEST = 6;
  static final int SEEN = 7;

  static final int SEQUENCE_BYTES = 4;
  static final String PROTOCOL = "sirencast/1";

  static final int WINDOW = 256;
  static final int QUEUE = 4 * WINDOW;

  /** A receiver speaks unasked each time that it has seen so many more. */
  static final int REPORT_EVERY = 16;

  /** What QUIC and its encryption add to a datagram; to pace by. */
  static final int OVERHEAD_BYTES = 40;

  static final long STREAM_BYTES = 1 << 20;

  private QuicWire() {}
}
