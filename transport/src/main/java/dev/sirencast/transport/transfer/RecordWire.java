package dev.sirencast.transport.transfer;

import io.netty.buffer.ByteBuf;

/**
 * The records of a transfer over a reliable stream, TCP or one of QUIC; integers are big-endian.
 *
 * <pre>
 *   sender                                     receiver
 *   {@code Greeting.SENDER}          ---->
 *                                    <----     {@code Greeting.RECEIVER}
 *
 *   0   1            5
 *   | 3 | length u32 | length bytes  ---->     FRAME, any number of them; length is 1 or more
 *
 *   0   1            9
 *   | 4 | frames u64 |               ---->     END: how many FRAMEs were sent
 *   | 5 | frames u64 |               <----     END_ACK: how many came
 * </pre>
 *
 * <p>END tells a finished transfer from a connection that was cut.
 */
final class RecordWire {
  static final int FRAME = 3;
  static final int END = 4;
  static final int END_ACK = 5;

  static final int FRAME_HEADER_BYTES = 5;
  static final int COUNT_RECORD_BYTES = 9;

  private RecordWire() {}

  static void writeFrame(ByteBuf out, byte[] frame) {
    out.writeByte(FRAME).writeInt(frame.length).writeBytes(frame);
  }

  /** Writes an END or END_ACK. */
  static void writeCount(ByteBuf out, int type, long frames) {
    out.writeByte(type).writeLong(frames);
  }
}
