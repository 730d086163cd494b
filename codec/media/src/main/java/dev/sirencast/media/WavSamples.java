package dev.sirencast.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;

/** The samples in a WAV file whose coding is known to be one that {@link WavFileReader} reads. */
final class WavSamples {
  private WavSamples() {}

  /** Returns the samples of a span, channels interleaved, mapped to [0, 1]. */
  static float[] read(Path file, AudioInputStream in, Clip.Span span) throws IOException {
    javax.sound.sampled.AudioFormat layout = in.getFormat();
    skip(file, in, span.first() * layout.getFrameSize());
    int count = (int) span.count() * layout.getChannels();
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
