package dev.sirencast.signal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * Reads sounds from WAV files: PCM of 8, 16, 24 or 32 bits, IEEE float of 32 or 64, plain or
 * WAVE_FORMAT_EXTENSIBLE, of one to four channels.
 *
 * <p>An integer of n bits becomes an amplitude by division by 2^(n-1). Floats must lie in [-1, 1]:
 * beyond, a player would clip them, and what it was meant to be is not known.
 */
final class WavFileReader {
  private static final String EXPECTED =
      "expected a WAV file of 8 to 32-bit PCM or of 32 or 64-bit float";

  private WavFileReader() {}

  static Signal read(Path file, ReadOptions options) throws IOException {
    // The JDK's reader throws unchecked exceptions on some damaged headers. An invalid clip is
    // none of them: it is the caller's.
    try (AudioInputStream in = open(file)) {
      javax.sound.sampled.AudioFormat layout = in.getFormat();
      long total = frames(file, in);
      int rate = rate(file, layout);
      Clip.Span span = options.clip().select(total, rate);
      AudioFormat format = new AudioFormat(rate, encoding(layout), span.first());
      int channels = layout.getChannels();
      if (span.count() * channels > CoordinateGrid.MAX_POINTS / 4) {
        throw new SignalFormatException(
            file + ": " + span.count() + " samples are more than this program reads at once");
      }
      skip(file, in, span.first() * layout.getFrameSize());
      float[] samples = samples(file, in, layout, (int) span.count() * channels);
      return Signal.of(format, CoordinateGrid.of((int) span.count()), channels, samples);
    }
  }

  private static AudioInputStream open(Path file) throws IOException {
    try {
      return AudioSystem.getAudioInputStream(file.toFile());
    } catch (UnsupportedAudioFileException | RuntimeException | IOException e) {
      if (e instanceof IOException && !Files.isReadable(file)) {
        throw (IOException) e;
      }
      throw new SignalFormatException(
          file + ": a damaged WAV file, or of no known coding; " + EXPECTED);
    }
  }

  /** The number of samples of each channel, once they and what describes them are known to fit. */
  private static long frames(Path file, AudioInputStream in) throws IOException {
    javax.sound.sampled.AudioFormat layout = in.getFormat();
    int channels = layout.getChannels();
    int bits = layout.getSampleSizeInBits();
    Encoding encoding = layout.getEncoding();
    boolean known =
        encoding.equals(Encoding.PCM_FLOAT)
            ? bits == 32 || bits == 64
            : bits == 8 && encoding.equals(Encoding.PCM_UNSIGNED)
                || (bits == 16 || bits == 24 || bits == 32) && encoding.equals(Encoding.PCM_SIGNED);
    if (!known) {
      throw new SignalFormatException(
          file + ": samples of " + bits + " bits, " + encoding + "; " + EXPECTED);
    }
    if (channels < 1 || channels > Signal.MAX_COMPONENTS) {
      throw new SignalFormatException(
          file + ": " + channels + " channels; expected 1 to " + Signal.MAX_COMPONENTS);
    }
    if (layout.getFrameSize() != channels * bits / 8) {
      throw new SignalFormatException(
          file
              + ": blocks of "
              + layout.getFrameSize()
              + " bytes; expected "
              + channels * bits / 8);
    }
    long frames = in.getFrameLength();
    if (frames < 1 || frames > Files.size(file) / layout.getFrameSize()) {
      throw new SignalFormatException(
          file
              + ": a damaged WAV file: it declares "
              + frames
              + " samples and has "
              + Files.size(file)
              + " bytes");
    }
    return frames;
  }

  private static int rate(Path file, javax.sound.sampled.AudioFormat layout)
      throws SignalFormatException {
    float rate = layout.getSampleRate();
    if (!(rate >= 1 && rate <= AudioFormat.MAX_SAMPLE_RATE)) {
      throw new SignalFormatException(
          file
              + ": a sample rate of "
              + rate
              + " Hz; expected 1 to "
              + AudioFormat.MAX_SAMPLE_RATE);
    }
    return (int) rate;
  }

  private static SampleEncoding encoding(javax.sound.sampled.AudioFormat layout) {
    return switch (layout.getSampleSizeInBits()) {
      case 8 -> SampleEncoding.PCM_8;
      case 16 -> SampleEncoding.PCM_16;
      case 24 -> SampleEncoding.PCM_24;
      default -> SampleEncoding.FLOAT_32;
    };
  }

  private static float[] samples(
      Path file, InputStream in, javax.sound.sampled.AudioFormat layout, int count)
      throws IOException {
    int width = layout.getSampleSizeInBits() / 8;
    boolean real = layout.getEncoding().equals(Encoding.PCM_FLOAT);
    float[] samples = new float[count];
    // Read by parts: the bytes need not stand in memory beside the samples.
    int part = layout.getFrameSize() * 4096 / width;
    for (int done = 0; done < count; done += part) {
      int size = Math.min(part, count - done);
      byte[] bytes = in.readNBytes(size * width);
      if (bytes.length < size * width) {
        throw truncated(file);
      }
      ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < size; i++) {
        double amplitude = amplitude(values, i * width, width, real);
        if (!(amplitude >= -1 && amplitude <= 1)) {
          throw new SignalFormatException(
              file + ": sample " + amplitude + "; expected amplitudes in [-1, 1]");
        }
        samples[done + i] = (float) ((amplitude + 1) / 2);
      }
    }
    return samples;
  }

  private static void skip(Path file, InputStream in, long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      throw truncated(file);
    }
  }

  private static SignalFormatException truncated(Path file) {
    return new SignalFormatException(
        file + ": a damaged WAV file: it ends before the samples that it declares");
  }

  private static double amplitude(ByteBuffer values, int at, int width, boolean real) {
    return switch (width) {
      case 1 -> ((values.get(at) & 0xFF) - 128) / 128.0;
      case 2 -> values.getShort(at) / 32768.0;
      case 3 -> (values.getShort(at + 1) << 8 | values.get(at) & 0xFF) / 8388608.0;
      case 4 -> real ? values.getFloat(at) : values.getInt(at) / 2147483648.0;
      default -> values.getDouble(at);
    };
  }
}
