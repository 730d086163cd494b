package dev.sirencast.media;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes sounds as WAV files, in the coding of the file they came from.
 *
 * <pre>
 *   "RIFF" size(4) "WAVE"
 *   "fmt " 16(4)   tag(2) channels(2) rate(4) bytes a second(4) block(2) bits(2)    PCM, tag 1
 *   "fmt " 18(4)   the same, 0(2)   "fact" 4(4) samples(4)                        float, tag 3
 *   "data" size(4) samples, channels interleaved, a zero byte if their size is odd
 * </pre>
 *
 * <p>All numbers are little endian. An amplitude a becomes {@code floor(a * 2^(n-1) + 0.5)},
 * clamped to what n bits hold.
 */
final class WavFileWriter {
  private static final int PART = 1 << 14;
  private static final long MAX_DATA_BYTES = (1L << 32) - 64;

  private WavFileWriter() {}

  static void write(Signal sound, Path file) throws IOException {
    AudioFormat format = (AudioFormat) sound.format();
    long size = (long) sound.grid().points() * sound.components() * format.encoding().bits() / 8;
    if (size > MAX_DATA_BYTES) {
      throw new IOException(file + ": a WAV file holds at most 4 GiB, this sound takes " + size);
    }
    FileReplacement.write(
        file,
        out -> {
          out.write(header(format, sound.components(), sound.grid().points(), size));
          for (int first = 0; first < sound.grid().points(); first += PART) {
            out.write(samples(sound, first, Math.min(PART, sound.grid().points() - first)));
          }
          out.write(new byte[(int) (size % 2)]);
        });
  }

  private static byte[] header(AudioFormat format, int channels, int samples, long size) {
    boolean real = format.encoding() == SampleEncoding.FLOAT_32;
    int block = channels * format.encoding().bits() / 8;
    ByteBuffer header = ByteBuffer.allocate(real ? 58 : 44).order(ByteOrder.LITTLE_ENDIAN);
    header.put(name("RIFF")).putInt((int) (header.capacity() - 8 + size + size % 2));
    header.put(name("WAVE")).put(name("fmt ")).putInt(real ? 18 : 16);
    header.putShort((short) (real ? 3 : 1)).putShort((short) channels);
    header.putInt(format.sampleRate()).putInt((int) ((long) format.sampleRate() * block));
    header.putShort((short) block).putShort((short) format.encoding().bits());
    if (real) {
      header.putShort((short) 0).put(name("fact")).putInt(4).putInt(samples);
    }
    return header.put(name("data")).putInt((int) size).array();
  }

  private static byte[] name(String chunk) {
    return chunk.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] samples(Signal sound, int first, int count) {
    AudioFormat format = (AudioFormat) sound.format();
    SampleEncoding encoding = format.encoding();
    int channels = sound.components();
    ByteBuffer bytes =
        ByteBuffer.allocate(count * channels * encoding.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count * channels; i++) {
      double amplitude = format.amplitude(sound.sample(first + i / channels, i % channels));
      switch (encoding) {
        case PCM_8 -> bytes.put((byte) (integer(amplitude, 8) + 128));
        case PCM_16 -> bytes.putShort((short) integer(amplitude, 16));
        case PCM_24 -> {
          int value = integer(amplitude, 24);
          bytes.put((byte) value).putShort((short) (value >> 8));
        }
        case FLOAT_32 -> bytes.putFloat((float) amplitude);
      }
    }
    return bytes.array();
  }

  private static int integer(double amplitude, int bits) {
    int limit = 1 << bits - 1;
    double value = Math.floor(amplitude * limit + 0.5);
    return (int) Math.max(-limit, Math.min(limit - 1, value));
  }
}
