package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Sockets;
import io.netty.buffer.ByteBuf;

/**
 * The datagrams of a transfer over UDP; integers are big-endian.
 *
 * <pre>
 *   0      1             9
 *   | type | session u64 | body
 *
 *   type           from       body
 *   1  HELLO       sender     {@code Greeting.SENDER}; with a token its proof, 32 bytes; repeated
 *                             until answered
 *   2  HELLO_ACK   receiver   {@code Greeting.RECEIVER}; with a token its proof
 *   3  FRAME       sender     the frame, 1 byte or more
 *   4  END         sender     u64, how many FRAMEs were sent; repeated until answered
 *   5  END_ACK     receiver   u64, how many came
 *
 *   With retransmission:
 *   6  NUMBERED    sender     u32, its number from 0; the frame
 *   7  RETRANSMISSION
 *                  sender     as NUMBERED, because it was missing
 *   8  STATUS_REQUEST
 *                  sender     u32 round, u32 frames so far, 0s up to {@value #STATUS_REQUEST_BYTES}
 *                             bytes; repeated until answered
 *   9  NACK        receiver   u32 round, u32 first missing frame, 1 bit for each from there on
 * </pre>
 *
 * <p>The session number is the sender's; it tells a transfer from the leftovers of another. An
 * answer is never longer than what it answers, so that a forged source address gains nothing.
 */
final class UdpWire {
  static final int HELLO = 1;
  static final int HELLO_ACK = 2;
  static final int FRAME = 3;
  static final int END = 4;
  static final int END_ACK = 5;
  static final int NUMBERED = 6;
  static final int RETRANSMISSION = 7;
  static final int STATUS_REQUEST = 8;
  static final int NACK = 9;

  static final int HEADER_BYTES = 9;
  static final int COUNT_BYTES = 8;
  static final int SEQUENCE_BYTES = 4;

  /** The body of a STATUS_REQUEST: as long as that of the longest answer. */
  static final int STATUS_REQUEST_BYTES = 1_024;

  /** The bits of a NACK; those beyond have to wait for another round. */
  static final int MAP_BYTES = STATUS_REQUEST_BYTES - 8;

  /** What fits over IPv4: less its header of 20 bytes, that of UDP with 8, ours and a number. */
  static final int MAX_FRAME_BYTES =
      Sockets.MAX_DATAGRAM_BYTES - 20 - 8 - HEADER_BYTES - SEQUENCE_BYTES;

  private UdpWire() {}

  static ByteBuf writeHeader(ByteBuf out, int type, long session) {
    return out.writeByte(type).writeLong(session);
  }
}
