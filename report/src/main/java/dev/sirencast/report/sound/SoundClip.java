package dev.sirencast.report.sound;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.Signal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A sound that a page plays: WAV in 16 bits, cut where it would be too long.
 *
 * @param source the data URI
 * @param seconds how long it is
 * @param cut whether the sound goes on behind it
 */
public record SoundClip(String source, double seconds, boolean cut) {
  private static final int HEADER = 44;

  /** The header behind the file's own length. */
  private static final int HEADER_REST = 36;

  private static final int PCM_HEADER = 16;

  /** Returns a sound's beginning, of so many bytes at most. */
  public static SoundClip of(Signal sound, int mostBytes) {
    AudioFormat format = (AudioFormat) sound.format();
    int frame = 2 * sound.components();
    int points = Math.min(sound.grid().points(), Math.max(0, mostBytes - HEADER) / frame);
    ByteBuffer wav = ByteBuffer.allocate(HEADER + points * frame).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(HEADER_REST + points * frame).put(ascii("WAVE"));
    wav.put(ascii("fmt ")).putInt(PCM_HEADER).putShort((short) 1);
    wav.putShort((short) sound.components()).putInt(format.sampleRate());
    wav.putInt(format.sampleRate() * frame).putShort((short) frame).putShort((short) 16);
    wav.put(ascii("data")).putInt(points * frame);
    for (int i = 0; i < points; i++) {
      for (int channel = 0; channel < sound.components(); channel++) {
        double amplitude = format.amplitude(sound.sample(i, channel));
        long value = Math.round(amplitude * Short.MAX_VALUE);
        wav.putShort((short) Math.max(-Short.MAX_VALUE, Math.min(Short.MAX_VALUE, value)));
      }
    }
    return new SoundClip(
        "data:audio/wav;base64," + Base64.getEncoder().encodeToString(wav.array()),
        points / (double) format.sampleRate(),
        points < sound.grid().points());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
