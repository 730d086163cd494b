package dev.sirencast.media;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.MemoryNeed;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads sounds from WAV files: PCM of 8, 16, 24 or 32 bits, IEEE float of 32 or 64, plain or
 * WAVE_FORMAT_EXTENSIBLE, in RIFF, RF64 or BW64, of one to four channels.
 *
 * <p>An integer of n bits becomes an amplitude by division by 2^(n-1). The largest amplitude of
 * what is read, of all channels, becomes the format's peak; floats may go beyond 1.
 */
final class WavFileReader {
  private static final int PART = 1 << 14;

  /** How far above a peak an amplitude can lie by its rounding. */
  private static final double ROUNDING = 1.001;

  private WavFileReader() {}

  static Signal read(Path file, ReadOptions options, Consumer<String> notes) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      WavChunks chunks = WavChunks.read(file, in, notes);
      WavLayout layout = chunks.layout();
      Clip.Span span = options.clip().select(chunks.dataBytes() / layout.block(), layout.rate());
      if (span.count() * layout.channels() > CoordinateGrid.MAX_POINTS / 4) {
        throw new SignalFormatException(
            file + ": " + span.count() + " samples are more than this program reads at once");
      }
      MemoryNeed need =
          MemoryNeed.ofSignal(
              "to read a sound of " + span.count() + " samples",
              span.count() * layout.channels(),
              "a clip of it");
      in.position(chunks.dataAt() + span.first() * layout.block());
      return need.during(() -> read(file, in, layout, span, options, notes));
    }
  }

  private static Signal read(
      Path file,
      FileChannel in,
      WavLayout layout,
      Clip.Span span,
      ReadOptions options,
      Consumer<String> notes)
      throws IOException {
    float[] amplitudes = amplitudes(file, in, layout, (int) span.count());
    float own = peak(amplitudes);
    float peak = options.peak() == null ? own : options.peak();
    if (own > peak * ROUNDING) {
      notes.accept(
          file + ": amplitudes up to " + own + " are cut at " + peak + ", the stream's largest");
    }
    AudioFormat format = new AudioFormat(layout.rate(), layout.encoding(), span.first(), peak);
    for (int i = 0; i < amplitudes.length; i++) {
      amplitudes[i] = format.sample(amplitudes[i]);
    }
    return Signal.of(format, CoordinateGrid.of((int) span.count()), layout.channels(), amplitudes);
  }

  private static float[] amplitudes(Path file, FileChannel in, WavLayout layout, int samples)
      throws IOException {
    float[] amplitudes = new float[samples * layout.channels()];
    // Read by parts: the bytes need not stand in memory beside the samples.
    ByteBuffer bytes = ByteBuffer.allocate(PART * layout.width()).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < amplitudes.length; done += PART) {
      int count = Math.min(PART, amplitudes.length - done);
      bytes.clear().limit(count * layout.width());
      while (bytes.hasRemaining()) {
        if (in.read(bytes) < 0) { // somebody else is writing the file
          throw new SignalFormatException(file + ": became shorter while it was read");
        }
      }
      for (int i = 0; i < count; i++) {
        double amplitude = layout.amplitude(bytes, i * layout.width());
        if (!(Math.abs(amplitude) <= AudioFormat.MAX_PEAK)) {
          throw new SignalFormatException(
              file
                  + (": sample " + (done + i) / layout.channels() + " is " + amplitude)
                  + "; expected amplitudes up to "
                  + AudioFormat.MAX_PEAK);
        }
        amplitudes[done + i] = (float) amplitude;
      }
    }
    return amplitudes;
  }

  private static float peak(float[] amplitudes) {
    float peak = 0;
    for (float amplitude : amplitudes) {
      peak = Math.max(peak, Math.abs(amplitude));
    }
    return peak;
  }
}
