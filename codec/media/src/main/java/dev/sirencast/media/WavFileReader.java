package dev.sirencast.media;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.io.IOException;
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
      float[] samples = WavSamples.read(file, in, span);
      return Signal.of(format, CoordinateGrid.of((int) span.count()), channels, samples);
    }
  }

  private static AudioInputStream open(Path file) throws IOException {
    // On damaged headers the JDK's reader throws exceptions of many kinds, unchecked ones too.
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
}
