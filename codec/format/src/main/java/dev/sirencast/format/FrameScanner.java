package dev.sirencast.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds the frames in a run of bytes that may be damaged, such as a {@code .siren} file.
 *
 * <p>Where no undamaged header stands, bytes are skipped until the next one; what was skipped is
 * handed on as an unreadable frame, so that it is counted and not silently lost. Memory is bounded
 * by the longest frame, whatever the input holds.
 */
public final class FrameScanner {
  private FrameScanner() {}

  /**
   * Reads {@code in} to its end and hands every frame to {@code frames}, damaged ones too.
   *
   * @throws IOException if reading fails
   */
  public static void scan(InputStream in, Consumer<byte[]> frames) throws IOException {
    BufferedInputStream input = new BufferedInputStream(in, 1 << 16);
    ByteArrayOutputStream skipped = new ByteArrayOutputStream();
    while (true) {
      input.mark(PacketFormat.HEADER_BYTES);
      byte[] header = input.readNBytes(PacketFormat.HEADER_BYTES);
      if (PacketSerializer.isHeader(header, 0)) {
        emit(skipped, frames);
        frames.accept(withBody(header, input));
        continue;
      }
      input.reset();
      int next = input.read();
      if (next < 0) {
        emit(skipped, frames);
        return;
      }
      skipped.write(next);
      if (skipped.size() == PacketFormat.MAX_FRAME_BYTES) {
        emit(skipped, frames);
      }
    }
  }

  private static byte[] withBody(byte[] header, InputStream input) throws IOException {
    byte[] body = input.readNBytes(PacketSerializer.bodyLength(header, 0));
    byte[] frame = Arrays.copyOf(header, header.length + body.length);
    System.arraycopy(body, 0, frame, header.length, body.length);
    return frame;
  }

  private static void emit(ByteArrayOutputStream skipped, Consumer<byte[]> frames) {
    if (skipped.size() > 0) {
      frames.accept(skipped.toByteArray());
      skipped.reset();
    }
  }
}
