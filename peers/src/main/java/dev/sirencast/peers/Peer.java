package dev.sirencast.peers;

import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.Carrier;
import dev.sirencast.simulation.Delivery;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A signal in another format, in packets with or without repair packets, and a receiver that takes
 * damaged packets or drops them. Immutable and thread-safe.
 */
public final class Peer implements Carrier {
  private final Signal original;
  private final Coding coding;
  private final PacketFraming framing;
  private final boolean takesDamaged;
  private final List<byte[]> frames;
  private final Delivery whole;

  Peer(Signal original, Coding coding, PacketFraming framing) {
    this(
        original,
        coding,
        framing,
        false,
        framing.frames(coding.bodies()),
        delivery(original, coding.decode(coding.bodies())));
  }

  private Peer(
      Signal original,
      Coding coding,
      PacketFraming framing,
      boolean takesDamaged,
      List<byte[]> frames,
      Delivery whole) {
    this.original = original;
    this.coding = coding;
    this.framing = framing;
    this.takesDamaged = takesDamaged;
    this.frames = List.copyOf(frames);
    this.whole = whole;
  }

  /** The same with a receiver that also takes packets whose body is damaged and unrepaired. */
  public Peer takingDamaged() {
    return new Peer(original, coding, framing, true, frames, whole);
  }

  /** How it is coded, cut and received, in words. */
  public String how() {
    return coding.how() + (takesDamaged ? ", damaged packets taken" : "");
  }

  /** What comes where nothing happens on the way. */
  public Delivery whole() {
    return whole;
  }

  @Override
  public List<byte[]> frames() {
    return frames;
  }

  @Override
  public int headerBytes() {
    return PacketFraming.HEADER_BYTES;
  }

  @Override
  public Delivery receive(List<byte[]> arrived) {
    PacketFraming.Bodies bodies = framing.bodies(arrived, coding.bodies().size());
    return isWhole(bodies) ? whole : delivery(original, decoded(bodies));
  }

  private static boolean isWhole(PacketFraming.Bodies bodies) {
    return bodies.sound().stream().allMatch(body -> body != null);
  }

  private Optional<Signal> decoded(PacketFraming.Bodies bodies) {
    return coding.decode(takesDamaged ? bodies.damagedToo() : bodies.sound());
  }

  private static Delivery delivery(Signal original, Optional<Signal> decoded) {
    Signal shown = decoded.orElseGet(() -> nothing(original));
    return new Delivery(
        Psnr.decibels(original, shown) + original.format().fullScaleDecibels(),
        decoded.isPresent());
  }

  @Override
  public Signal seen(List<byte[]> arrived) {
    return decoded(framing.bodies(arrived, coding.bodies().size()))
        .orElseGet(() -> nothing(original));
  }

  /** Grey, or silence. */
  private static Signal nothing(Signal like) {
    float[] samples = new float[like.grid().points() * like.components()];
    Arrays.fill(samples, 0.5f);
    return Signal.of(like.format(), like.grid(), like.components(), samples);
  }
}
