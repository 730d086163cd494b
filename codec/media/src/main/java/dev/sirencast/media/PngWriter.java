package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleSource;
import dev.sirencast.siren.ParallelTiles;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Writes PNG (ISO/IEC 15948), grey or RGB, 8 or 16 bits: band after band of rows, each made, cut
 * into {@linkplain PngStrip strips} and compressed by several threads. ImageIO's writer takes one
 * thread, and longer than a picture in patches takes to decode.
 *
 * <p>The bytes are the same whatever the number of threads.
 */
final class PngWriter {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;

  /** Of a zlib stream: deflate with a window of 32 KiB, no dictionary. */
  private static final byte[] ZLIB_HEADER = {0x78, 0x5e};

  private static final int BAND_POINTS = 1 << 18;

  /** Bytes of a strip: what is lost at its edges is little beside it. */
  private static final int STRIP_BYTES = 1 << 17;

  private final int width;
  private final int height;
  private final int components;
  private final int bytes;
  private final SampleSource source;
  private final Executor executor;
  private final int parallelism;
  private final Adler32 checksum = new Adler32();

  /**
   * @param components 1 or 3
   * @param bitDepth more than 8 takes 16
   * @param source of the picture's samples, asked for them in order
   */
  PngWriter(
      CoordinateGrid grid,
      int components,
      int bitDepth,
      SampleSource source,
      Executor executor,
      int parallelism) {
    this.width = grid.size(0);
    this.height = grid.size(1);
    this.components = components;
    this.bytes = bitDepth <= 8 ? 1 : 2;
    this.source = source;
    this.executor = executor;
    this.parallelism = parallelism;
  }

  void write(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeLong(SIGNATURE);
    chunk(out, IHDR, header());
    chunk(out, IDAT, ZLIB_HEADER);
    int step = components * bytes;
    int stride = step + width * step;
    int rows = Math.max(1, Math.min(height, BAND_POINTS / width));
    int stripRows = Math.max(1, Math.min(rows, STRIP_BYTES / stride));
    float[] samples = new float[width * rows * components];
    // Row 0 is the one above the band; zeros are left of every row.
    byte[] pixels = new byte[Math.multiplyExact(rows + 1, stride)];
    for (int top = 0; top < height; top += rows) {
      int count = Math.min(rows, height - top);
      System.arraycopy(pixels, rows * stride, pixels, 0, top == 0 ? 0 : stride);
      source.samples(top * width, count * width, samples);
      PngStrip[] strips = new PngStrip[(count + stripRows - 1) / stripRows];
      // A strip's first row is filtered with the last one of the strip above.
      ParallelTiles.run(
          strips.length,
          () ->
              i -> {
                int end = Math.min(count, (i + 1) * stripRows);
                for (int y = i * stripRows; y < end; y++) {
                  pack(samples, y * width * components, pixels, (y + 1) * stride + step);
                }
              },
          executor,
          parallelism);
      boolean last = top + count == height;
      ParallelTiles.run(
          strips.length,
          () ->
              i -> {
                int first = i * stripRows;
                int end = Math.min(count, first + stripRows);
                boolean ends = last && i == strips.length - 1;
                strips[i] = PngStrip.of(pixels, stride, step, first + 1, end - first, ends);
              },
          executor,
          parallelism);
      for (PngStrip strip : strips) {
        strip.addTo(checksum);
        chunk(out, IDAT, strip.compressed());
      }
    }
    chunk(out, IDAT, bigEndian((int) checksum.getValue()));
    chunk(out, IEND, new byte[0]);
    out.flush();
  }

  private byte[] header() {
    byte[] header = new byte[13];
    System.arraycopy(bigEndian(width), 0, header, 0, 4);
    System.arraycopy(bigEndian(height), 0, header, 4, 4);
    header[8] = (byte) (8 * bytes);
    header[9] = (byte) (components == 1 ? 0 : 2);
    return header;
  }

  /** Rounds a row of samples: {@code floor(s * peak + 0.5)}, the higher byte first. */
  private void pack(float[] samples, int from, byte[] pixels, int at) {
    float peak = bytes == 1 ? 255 : 65535;
    int to = at;
    for (int i = from; i < from + width * components; i++) {
      int value = (int) (samples[i] * peak + 0.5f);
      if (bytes == 2) {
        pixels[to++] = (byte) (value >> 8);
      }
      pixels[to++] = (byte) value;
    }
  }

  private static void chunk(DataOutputStream out, int type, byte[] data) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bigEndian(type));
    crc.update(data);
    out.writeInt(data.length);
    out.writeInt(type);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }

  private static byte[] bigEndian(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }
}
