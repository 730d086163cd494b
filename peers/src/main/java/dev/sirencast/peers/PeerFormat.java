package dev.sirencast.peers;

import dev.sirencast.media.ImageResampler;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The formats that streams are compared with. */
public enum PeerFormat {
  /** Pictures, exact but for the size that fits. */
  PNG("PNG") {
    @Override
    List<Coding> fitting(Signal signal, PacketFraming framing, long bytes) {
      return SmallPng.fitting(signal, framing, bytes).stream().toList();
    }
  },
  /** Pictures, progressive and in restart intervals. */
  JPEG("JPEG") {
    @Override
    List<Coding> fitting(Signal signal, PacketFraming framing, long bytes) {
      return Stream.of(
              pictures(
                  signal,
                  (small, fine) -> RestartJpeg.fitting(signal, small, fine, framing, bytes)),
              pictures(
                  signal,
                  (small, fine) -> ProgressiveJpeg.fitting(signal, small, fine, framing, bytes)))
          .flatMap(Optional::stream)
          .toList();
    }
  },
  /** Sound, plain. */
  WAV("WAV") {
    @Override
    List<Coding> fitting(Signal signal, PacketFraming framing, long bytes) {
      return PlainSound.fitting(signal, framing, bytes).stream().toList();
    }
  },
  /** Sound, lossy. */
  OPUS("Opus") {
    @Override
    List<Coding> fitting(Signal signal, PacketFraming framing, long bytes) {
      if (signal.components() > OpusSound.CHANNELS) {
        return List.of();
      }
      return OpusSound.durations(signal, framing, bytes).stream()
          .map(
              millis ->
                  Fitting.nearest(
                      signal,
                      Stream.of(true, false)
                          .map(music -> OpusSound.fitting(signal, millis, music, framing, bytes))))
          .flatMap(Optional::stream)
          .toList();
    }
  };

  /** Below so many samples a side, a picture is not halved once more. */
  private static final int SMALLEST = 16;

  private final String label;

  PeerFormat(String label) {
    this.label = label;
  }

  /** The name that people know. */
  public String label() {
    return label;
  }

  /** The formats for a kind of signal; none for videos, which no format here holds well. */
  public static List<PeerFormat> of(SignalKind kind) {
    return switch (kind) {
      case IMAGE, CT -> List.of(PNG, JPEG);
      case AUDIO -> List.of(WAV, OPUS);
      case VIDEO -> List.of();
    };
  }

  /**
   * Returns a signal in this format in as many bytes at most, all of them counted: one or more
   * ways, of which each is the best over some channels.
   *
   * @param bytes of all packets, headers and repair packets among them
   * @param packetBytes the longest packet
   * @param sources k of a Reed-Solomon code over packets
   * @param repairs its m; 0 for no repair packets
   * @return nothing where the bytes do not suffice
   */
  public List<Peer> peers(Signal signal, long bytes, int packetBytes, int sources, int repairs) {
    PacketFraming framing = new PacketFraming(packetBytes, sources, repairs);
    return fitting(signal, framing, bytes).stream()
        .map(coding -> new Peer(signal, coding, framing))
        .toList();
  }

  abstract List<Coding> fitting(Signal signal, PacketFraming framing, long bytes);

  /** A picture as it is, and at a half and a quarter of its size. */
  private static List<Signal> sizes(Signal picture) {
    List<Signal> sizes = new ArrayList<>();
    int width = picture.grid().size(0);
    int height = picture.grid().size(1);
    for (int part = 1; part <= 4; part *= 2) {
      if (part == 1 || Math.min(width, height) / part >= SMALLEST) {
        sizes.add(
            ImageResampler.resize(picture, (width + part - 1) / part, (height + part - 1) / part));
      }
    }
    return sizes;
  }

  /** The nearest of some sizes, with colours at half and at the whole resolution. */
  private static Optional<Coding> pictures(
      Signal signal, BiFunction<Signal, Boolean, Optional<Coding>> coding) {
    List<Signal> sizes = sizes(signal);
    return Fitting.nearest(
        signal,
        Stream.concat(
            sizes.stream().map(small -> coding.apply(small, false)),
            Stream.of(signal)
                .filter(whole -> whole.components() > 1)
                .map(whole -> coding.apply(whole, true))));
  }
}
