package dev.sirencast.peers;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.Signal;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opus (RFC 6716) of Concentus, at the bit rate that fits. Each packet decodes without the others,
 * but for what the decoder carries over, and a lost one is concealed by the decoder.
 */
final class OpusSound implements Coding {
  /** The most channels. */
  static final int CHANNELS = 2;

  /** What a packet may hold, in milliseconds; the shortest costs the most headers. */
  private static final List<Integer> DURATIONS = List.of(10, 20, 60);

  private static final int RATE = 48_000;
  private static final int MILLIS = RATE / 1000;
  private static final int RATES = 256;
  private static final double LOWEST = 6000;
  private static final double RATIO = 1.0175;
  private static final int FULL_SCALE = 32767;

  private final Signal original;
  private final String how;
  private final int frame;
  private final int delay;
  private final RepeatedHeader header;
  private final List<byte[]> bodies;

  private OpusSound(
      Signal original, String how, int frame, int delay, RepeatedHeader header, List<byte[]> all) {
    this.original = original;
    this.how = how;
    this.frame = frame;
    this.delay = delay;
    this.header = header;
    this.bodies = all;
  }

  /**
   * Milliseconds of sound in a packet that are worth trying, rising: the longest two whose packets
   * have room for so many bytes.
   */
  static List<Integer> durations(Signal original, PacketFraming framing, long bytes) {
    double seconds =
        (double) original.grid().points() / ((AudioFormat) original.format()).sampleRate();
    double roomMillis = 1000 * framing.room() * seconds / bytes;
    List<Integer> fitting = DURATIONS.stream().filter(millis -> millis <= roomMillis).toList();
    return fitting.isEmpty()
        ? DURATIONS.subList(0, 1)
        : fitting.subList(Math.max(0, fitting.size() - 2), fitting.size());
  }

  /**
   * The highest bit rate that fits.
   *
   * @param millis of a packet, one of {@link #durations}
   * @param music whether all is coded by transform, which follows the wave; else Opus chooses
   * @return nothing where not even the lowest does
   */
  static Optional<Coding> fitting(
      Signal original, int millis, boolean music, PacketFraming framing, long bytes) {
    float[][] channels = SoundChannels.of(original);
    int own = ((AudioFormat) original.format()).sampleRate();
    int count = (int) Math.ceil((double) original.grid().points() * RATE / own);
    for (int c = 0; c < channels.length; c++) {
      channels[c] = SoundResampler.resample(channels[c], own, RATE, count);
    }
    return Fitting.largest(
        0,
        RATES,
        step -> {
          Coding made =
              encoded(
                  original,
                  channels,
                  (int) (LOWEST * Math.pow(RATIO, step)),
                  millis,
                  music,
                  framing);
          return framing.bytes(made.bodies()) <= bytes ? Optional.of(made) : Optional.empty();
        });
  }

  private static Coding encoded(
      Signal original,
      float[][] channels,
      int bitRate,
      int millis,
      boolean music,
      PacketFraming framing) {
    int room = framing.room();
    try {
      OpusEncoder encoder =
          new OpusEncoder(
              RATE,
              channels.length,
              music
                  ? OpusApplication.OPUS_APPLICATION_RESTRICTED_LOWDELAY
                  : OpusApplication.OPUS_APPLICATION_AUDIO);
      encoder.setBitrate(bitRate);
      encoder.setComplexity(10);
      // Repair packets are as long as the longest: with a code, all are of one length.
      encoder.setUseVBR(!framing.isCoded());
      int delay = encoder.getLookahead();
      int frame = millis * MILLIS;
      List<byte[]> packets = new ArrayList<>();
      byte[] packet = new byte[room];
      for (int from = 0; from < channels[0].length + delay; from += frame) {
        int size = encoder.encode(pcm(channels, from, frame), 0, frame, packet, 0, room);
        packets.add(Arrays.copyOf(packet, size));
      }
      byte[] head = head(channels.length, delay, original);
      RepeatedHeader header = RepeatedHeader.of(head, room);
      String how =
          String.format(
              Locale.ROOT,
              "%.1f kbit/s, packets of %d ms%s",
              bitRate / 1000.0,
              millis,
              music ? ", transform alone" : "");
      return new OpusSound(original, how, frame, delay, header, header.around(head, room, packets));
    } catch (OpusException e) {
      throw new IllegalStateException(e); // its parameters are all in range
    }
  }

  private static short[] pcm(float[][] channels, int from, int frame) {
    short[] pcm = new short[frame * channels.length];
    for (int i = 0; i < pcm.length; i++) {
      int at = from + i / channels.length;
      if (at < channels[0].length) {
        float amplitude = channels[i % channels.length][at];
        pcm[i] = (short) Math.round(Math.max(-1, Math.min(1, amplitude)) * FULL_SCALE);
      }
    }
    return pcm;
  }

  /** OpusHead (RFC 7845, 5.1). */
  private static byte[] head(int channels, int delay, Signal original) {
    return ByteBuffer.allocate(19)
        .put("OpusHead".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) channels)
        .putShort((short) delay)
        .putInt(((AudioFormat) original.format()).sampleRate())
        .array();
  }

  @Override
  public String how() {
    return how;
  }

  @Override
  public List<byte[]> bodies() {
    return bodies;
  }

  @Override
  public Optional<Signal> decode(List<byte @Nullable []> sound, List<byte @Nullable []> arrived) {
    List<byte @Nullable []> packets = header.others(arrived);
    if (header.header(sound, arrived).isEmpty() || packets.stream().allMatch(p -> p == null)) {
      return Optional.empty();
    }
    int channels = original.components();
    float[][] made = new float[channels][packets.size() * frame];
    try {
      OpusDecoder decoder = new OpusDecoder(RATE, channels);
      short[] pcm = new short[frame * channels];
      for (int p = 0; p < packets.size(); p++) {
        decode(decoder, packets.get(p), pcm);
        for (int i = 0; i < pcm.length; i++) {
          made[i % channels][p * frame + i / channels] = pcm[i] / (float) FULL_SCALE;
        }
      }
    } catch (OpusException e) {
      throw new IllegalStateException(e); // the rate is one of Opus's
    }
    int own = ((AudioFormat) original.format()).sampleRate();
    for (int c = 0; c < channels; c++) {
      float[] heard = Arrays.copyOfRange(made[c], delay, made[c].length);
      made[c] = SoundResampler.resample(heard, RATE, own, original.grid().points());
    }
    return Optional.of(SoundChannels.signal(made, original));
  }

  /** Decodes a packet, or conceals one that is missing or makes no sense. */
  private void decode(OpusDecoder decoder, byte @Nullable [] packet, short[] pcm)
      throws OpusException {
    Arrays.fill(pcm, (short) 0);
    if (packet != null) {
      try {
        if (decoder.decode(packet, 0, packet.length, pcm, 0, frame, false) == frame) {
          return;
        }
      } catch (OpusException | RuntimeException e) {
        Arrays.fill(pcm, (short) 0); // damaged
      }
    }
    decoder.decode(null, 0, 0, pcm, 0, frame, false);
  }
}
