package dev.sirencast.transport.impairment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A bad link as a pure function: frames and a seed in, the frames that arrive out.
 *
 * <p>Its impairments are applied in the order of tc-netem, whatever order they were written in:
 * duplicates, losses, flipped bits, reordering. Every random decision is a function of the seed,
 * the impairment and the frame's number alone: the same seed gives the same bytes on every machine,
 * and adding an impairment changes no decision of the others. Immutable and thread-safe.
 */
public final class ChannelModel {
  private static final String CLEAN = "none";

  private final List<Impairment> impairments;

  private ChannelModel(List<Impairment> impairments) {
    this.impairments = impairments;
  }

  /** Returns the channel with these impairments; none make a clean channel. */
  public static ChannelModel of(List<Impairment> impairments) {
    List<Impairment> sorted = new ArrayList<>(impairments);
    sorted.sort(Comparator.comparingInt(ImpairmentKind::rank));
    return new ChannelModel(List.copyOf(sorted));
  }

  /**
   * Reads a channel such as {@code ge(p=2%,r=25%); ber(1e-5)}.
   *
   * <pre>
   *   channel     = "none" | [ impairment { ";" impairment } ]
   *   impairment  = name "(" value { "," key "=" value } ")"       the first key may be written too
   *   probability = 2% | 0.02 | 2e-2
   *
   *   dup(1%)                              a share of the frames is sent twice
   *   loss(1%)                             independent loss
   *   ge(p=2%,r=25%,bad=100%,good=0%)      Gilbert-Elliott loss; bad and good may be left out
   *   corrupt(0.1%)                        one bit flipped in a share of the frames
   *   ber(1e-5,scope=payload)              bit errors; scope is payload, header or frame
   *   reorder(5%,gap=1)                    a share of the frames is sent gap frames later
   * </pre>
   *
   * @throws IllegalArgumentException if the text is none; one line with the offending part, what
   *     was expected, and the known impairments
   */
  public static ChannelModel parse(String text) {
    String channel = text.strip();
    return of(channel.equals(CLEAN) ? List.of() : ChannelParser.parse(channel));
  }

  /** The impairments in the order they are applied. */
  public List<Impairment> impairments() {
    return impairments;
  }

  /** Whether every frame passes unharmed because there is no impairment. */
  public boolean isClean() {
    return impairments.isEmpty();
  }

  /**
   * Starts a transfer.
   *
   * @param headerBytes where a frame's payload begins, 0 or more; for bit errors with a scope
   * @throws IllegalArgumentException if it is negative
   */
  public ChannelSession open(long seed, int headerBytes) {
    if (headerBytes < 0) {
      throw new IllegalArgumentException("a header has 0 bytes or more, got " + headerBytes);
    }
    return new ChannelSession(impairments, seed, headerBytes);
  }

  /** Transmits frames without a header: the whole frame is payload. */
  public List<byte[]> transmit(List<byte[]> frames, long seed) {
    return transmit(frames, seed, 0);
  }

  /**
   * Returns what arrives of a whole transfer.
   *
   * @param frames not changed
   * @param headerBytes where a frame's payload begins, 0 or more
   * @return new arrays, in the order they arrive
   */
  public List<byte[]> transmit(List<byte[]> frames, long seed, int headerBytes) {
    ChannelSession session = open(seed, headerBytes);
    List<byte[]> out = new ArrayList<>(frames.size());
    for (byte[] frame : frames) {
      out.addAll(session.offer(frame));
    }
    out.addAll(session.flush());
    return out;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelModel model && impairments.equals(model.impairments);
  }

  @Override
  public int hashCode() {
    return impairments.hashCode();
  }

  /** The channel in the grammar of {@link #parse}; {@code none} if it is clean. */
  @Override
  public String toString() {
    return isClean()
        ? CLEAN
        : impairments.stream().map(Impairment::toString).collect(Collectors.joining("; "));
  }
}
