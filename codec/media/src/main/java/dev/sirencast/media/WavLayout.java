package dev.sirencast.media;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a WAV file holds its samples: the chunk {@code fmt}.
 *
 * <pre>
 *   tag(2) channels(2) rate(4) bytes a second(4) block(2) bits(2)
 *   in WAVE_FORMAT_EXTENSIBLE, tag 0xFFFE: size(2) valid bits(2) speakers(4) tag(2) and 14 bytes
 * </pre>
 *
 * <p>A sample of fewer bits than its bytes have stands in their highest ones.
 *
 * @param rate samples a second
 * @param channels 1 to 4
 * @param width bytes of a sample of one channel: 1 to 4, of floats 4 or 8
 * @param isFloat whether samples are floats; else integers, of one byte unsigned
 */
record WavLayout(int rate, int channels, int width, boolean isFloat) {
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int EXTENSIBLE_TAG_AT = 24;

  private static final Map<Integer, String> OTHERS =
      Map.ofEntries(
          Map.entry(2, "Microsoft ADPCM"),
          Map.entry(6, "A-law"),
          Map.entry(7, "mu-law"),
          Map.entry(0x11, "IMA ADPCM"),
          Map.entry(0x31, "GSM 6.10"),
          Map.entry(0x50, "MPEG"),
          Map.entry(0x55, "MP3"),
          Map.entry(0x92, "AC-3"),
          Map.entry(0xFF, "AAC"),
          Map.entry(0x161, "Windows Media"),
          Map.entry(0x2000, "AC-3"));

  /** Reads the chunk's content. */
  static WavLayout parse(Path file, ByteBuffer chunk) throws SignalFormatException {
    if (chunk.remaining() < 16) {
      throw new SignalFormatException(
          file + ": a damaged WAV file: a chunk 'fmt ' of " + chunk.remaining() + " bytes");
    }
    int tag = chunk.getShort(0) & 0xFFFF;
    int channels = chunk.getShort(2) & 0xFFFF;
    long rate = chunk.getInt(4) & 0xFFFFFFFFL;
    int block = chunk.getShort(12) & 0xFFFF;
    int bits = chunk.getShort(14) & 0xFFFF;
    if (tag == EXTENSIBLE && chunk.remaining() >= EXTENSIBLE_TAG_AT + 2) {
      tag = chunk.getShort(EXTENSIBLE_TAG_AT) & 0xFFFF;
    }
    if (tag != PCM && tag != FLOAT) {
      String name = OTHERS.getOrDefault(tag, String.format("a coding of number 0x%04X", tag));
      throw unread(file, "its samples are in " + name, "-c:a pcm_s16le");
    }
    if (channels < 1 || channels > Signal.MAX_COMPONENTS) {
      throw unread(file, channels + " channels; expected 1 to " + Signal.MAX_COMPONENTS, "-ac 2");
    }
    if (rate < 1 || rate > AudioFormat.MAX_SAMPLE_RATE) {
      throw new SignalFormatException(
          file
              + ": a sample rate of "
              + rate
              + " Hz; expected 1 to "
              + AudioFormat.MAX_SAMPLE_RATE);
    }
    int width = block / channels;
    boolean isFloat = tag == FLOAT;
    boolean fits =
        block == width * channels
            && (isFloat
                ? bits == 8 * width && (width == 4 || width == 8)
                : width >= 1 && width <= 4 && bits <= 8 * width && bits > 8 * (width - 1));
    if (!fits) {
      throw new SignalFormatException(
          file
              + (": samples of " + bits + " bits in blocks of " + block + " bytes for " + channels)
              + " channels; expected 8 to 32-bit PCM, or 32 or 64-bit float");
    }
    return new WavLayout((int) rate, channels, width, isFloat);
  }

  private static SignalFormatException unread(Path file, String what, String options) {
    return new SignalFormatException(
        file + ": " + what + "; " + Conversion.of(file, options, "wav"));
  }

  /** Bytes of the samples of all channels at one time. */
  int block() {
    return width * channels;
  }

  /** How a file is to hold what is rebuilt: as this one, as far as a signal has so much. */
  SampleEncoding encoding() {
    return switch (width) {
      case 1 -> SampleEncoding.PCM_8;
      case 2 -> SampleEncoding.PCM_16;
      case 3 -> SampleEncoding.PCM_24;
      default -> SampleEncoding.FLOAT_32;
    };
  }

  /** The amplitude at a place in some bytes, full scale at +-1. */
  double amplitude(ByteBuffer bytes, int at) {
    return switch (width) {
      case 1 -> ((bytes.get(at) & 0xFF) - 128) / 128.0;
      case 2 -> bytes.getShort(at) / 32768.0;
      case 3 -> (bytes.getShort(at + 1) << 8 | bytes.get(at) & 0xFF) / 8388608.0;
      case 4 -> isFloat ? bytes.getFloat(at) : bytes.getInt(at) / 2147483648.0;
      default -> bytes.getDouble(at);
    };
  }
}
