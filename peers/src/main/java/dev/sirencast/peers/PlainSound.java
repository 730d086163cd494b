package dev.sirencast.peers;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.Signal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * WAV, made to fit: PCM of 8 or 16 bits at as high a rate as there is room for. Packets hold whole
 * samples; one that is lost is silence.
 */
final class PlainSound implements Coding {
  private static final int LOWEST_RATE = 100;
  private static final int HEADER_BYTES = 44;
  private static final int[] BITS = {8, 16};

  private final Signal original;
  private final int rate;
  private final int bits;
  private final int count;
  private final RepeatedHeader header;
  private final List<byte[]> bodies;

  private PlainSound(
      Signal original, int rate, int bits, PacketFraming framing, float[][] channels) {
    this.original = original;
    this.rate = rate;
    this.bits = bits;
    this.count = channels[0].length;
    byte[] head = head(channels.length);
    this.header = RepeatedHeader.of(head, framing.room());
    this.bodies = header.around(head, framing.room(), packed(channels, framing.room()));
  }

  /** The nearest to the original that fits; nothing where not even the lowest rate does. */
  static Optional<Coding> fitting(Signal original, PacketFraming framing, long bytes) {
    return Fitting.nearest(
        original, IntStream.of(BITS).mapToObj(bits -> fitting(original, bits, framing, bytes)));
  }

  private static Optional<Coding> fitting(
      Signal original, int bits, PacketFraming framing, long bytes) {
    int native0 = ((AudioFormat) original.format()).sampleRate();
    int points = original.grid().points();
    // Silence takes as many bytes as the sound.
    Optional<Integer> rate =
        Fitting.largest(
            Math.min(LOWEST_RATE, native0),
            native0,
            tried -> {
              float[][] silence = new float[original.components()][count(points, native0, tried)];
              Coding made = new PlainSound(original, tried, bits, framing, silence);
              return framing.bytes(made.bodies()) <= bytes ? Optional.of(tried) : Optional.empty();
            });
    return rate.map(
        found -> {
          float[][] channels = SoundChannels.of(original);
          for (int c = 0; c < channels.length; c++) {
            channels[c] =
                SoundResampler.resample(channels[c], native0, found, count(points, native0, found));
          }
          return new PlainSound(original, found, bits, framing, channels);
        });
  }

  private static int count(int points, int from, int to) {
    return Math.max(1, (int) Math.ceil((double) points * to / from));
  }

  private byte[] head(int channels) {
    int frame = channels * bits / 8;
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x46464952) // RIFF
        .putInt(HEADER_BYTES - 8 + count * frame)
        .putInt(0x45564157) // WAVE
        .putInt(0x20746d66) // fmt
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) channels)
        .putInt(rate)
        .putInt(rate * frame)
        .putShort((short) frame)
        .putShort((short) bits)
        .putInt(0x61746164) // data
        .putInt(count * frame)
        .array();
  }

  private List<byte[]> packed(float[][] channels, int room) {
    int perBody = room / (channels.length * bits / 8);
    List<byte[]> packed = new ArrayList<>();
    for (int from = 0; from < count; from += perBody) {
      int end = Math.min(count, from + perBody);
      ByteBuffer body =
          ByteBuffer.allocate((end - from) * channels.length * bits / 8)
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = from; i < end; i++) {
        for (float[] channel : channels) {
          put(body, channel[i]);
        }
      }
      packed.add(body.array());
    }
    return packed;
  }

  private void put(ByteBuffer body, float amplitude) {
    float clamped = Math.max(-1, Math.min(1, amplitude));
    if (bits == 8) {
      body.put((byte) (Math.round(clamped * 127) + 128));
    } else {
      body.putShort((short) Math.round(clamped * 32767));
    }
  }

  private float get(ByteBuffer body) {
    return bits == 8 ? ((body.get() & 0xff) - 128) / 127f : body.getShort() / 32767f;
  }

  @Override
  public String how() {
    return String.format(Locale.ROOT, "PCM of %d bits at %,d Hz", bits, rate);
  }

  @Override
  public List<byte[]> bodies() {
    return bodies;
  }

  @Override
  public Optional<Signal> decode(List<byte @Nullable []> sound, List<byte @Nullable []> arrived) {
    List<byte @Nullable []> parts = header.others(arrived);
    if (header.header(sound, arrived).isEmpty() || parts.stream().allMatch(part -> part == null)) {
      return Optional.empty();
    }
    int channels = original.components();
    float[][] made = new float[channels][count];
    int perBody = header.others(Arrays.asList(bodies.toArray(byte[][]::new))).get(0).length;
    perBody /= channels * bits / 8;
    for (int p = 0; p < parts.size(); p++) {
      byte[] part = parts.get(p);
      if (part != null) {
        ByteBuffer body = ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = p * perBody; body.remaining() >= channels * bits / 8 && i < count; i++) {
          for (int c = 0; c < channels; c++) {
            made[c][i] = get(body);
          }
        }
      }
    }
    int own = ((AudioFormat) original.format()).sampleRate();
    for (int c = 0; c < channels; c++) {
      made[c] = SoundResampler.resample(made[c], rate, own, original.grid().points());
    }
    return Optional.of(SoundChannels.signal(made, original));
  }
}
