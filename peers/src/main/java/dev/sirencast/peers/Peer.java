package dev.sirencast.peers;

import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.Carrier;
import dev.sirencast.simulation.Delivery;
import java.util.List;
import java.util.Optional;

/**
 * A signal in another format, in packets with or without repair packets, and a receiver of them.
 * Immutable and thread-safe.
 */
public final class Peer implements Carrier {
  private final Signal original;
  private final Coding coding;
  private final PacketFraming framing;
  private final Receiver receiver;
  private final List<byte[]> frames;
  private final Delivery whole;

  Peer(Signal original, Coding coding, PacketFraming framing) {
    this(
        original,
        coding,
        framing,
        Receiver.DROPPING,
        framing.frames(coding.bodies()),
        delivery(original, Optional.of(coding.whole())));
  }

  private Peer(
      Signal original,
      Coding coding,
      PacketFraming framing,
      Receiver receiver,
      List<byte[]> frames,
      Delivery whole) {
    this.original = original;
    this.coding = coding;
    this.framing = framing;
    this.receiver = receiver;
    this.frames = List.copyOf(frames);
    this.whole = whole;
  }

  /** What a receiver does with a packet whose body is not as it was sent. */
  public enum Receiver {
    /** It drops it, as UDP does. */
    DROPPING(""),
    /** It takes it as it is, where no repair packet helps. */
    TAKING_DAMAGED(", damaged packets taken"),
    /** It puts one or two flipped bits right by the checksum, as that of our streams does. */
    CORRECTING(", flipped bits put right");

    private final String words;

    Receiver(String words) {
      this.words = words;
    }
  }

  /** The same with another receiver. */
  public Peer with(Receiver other) {
    return new Peer(original, coding, framing, other, frames, whole);
  }

  /** How it is coded, cut and received, in words. */
  public String how() {
    return coding.how() + receiver.words;
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
    PacketFraming.Bodies bodies = bodies(arrived);
    return isWhole(bodies) ? whole : delivery(original, decoded(bodies));
  }

  private PacketFraming.Bodies bodies(List<byte[]> arrived) {
    boolean correcting = receiver == Receiver.CORRECTING;
    return framing.bodies(arrived, coding.bodies().size(), correcting);
  }

  private static boolean isWhole(PacketFraming.Bodies bodies) {
    return bodies.sound().stream().allMatch(body -> body != null);
  }

  private Optional<Signal> decoded(PacketFraming.Bodies bodies) {
    boolean all = receiver == Receiver.TAKING_DAMAGED;
    return coding.decode(bodies.sound(), all ? bodies.damagedToo() : bodies.sound());
  }

  private static Delivery delivery(Signal original, Optional<Signal> decoded) {
    Signal shown = decoded.orElseGet(() -> Carrier.nothing(original));
    return new Delivery(
        Psnr.decibels(original, shown) + original.format().fullScaleDecibels(),
        decoded.isPresent());
  }

  @Override
  public Signal seen(List<byte[]> arrived) {
    return decoded(bodies(arrived)).orElseGet(() -> Carrier.nothing(original));
  }
}
