package dev.sirencast.transport.impairment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A bad link as a pure function: frames and a seed in, the frames that arrive out.
 *
 * <p>Its impairments are applied in the order of tc-netem, whatever order they were written in:
 * duplicates, losses, flipped bits, then the bottleneck, reordering and delay. Every random
 * decision is a function of the seed, the stream, the impairment and the frame's number alone: the
 * same seed gives the same bytes on every machine, and adding an impairment changes no decision of
 * the others. Immutable and thread-safe.
 */
public final class ChannelModel {
  private static final String CLEAN = "none";

  private final List<Impairment> impairments;
  private final List<String> labels;

  private ChannelModel(List<Impairment> impairments, List<String> labels) {
    this.impairments = impairments;
    this.labels = labels;
  }

  /** Returns the channel with these impairments; none make a clean channel. */
  public static ChannelModel of(List<Impairment> impairments) {
    return of(impairments, List.of());
  }

  private static ChannelModel of(List<Impairment> impairments, List<String> labels) {
    List<Impairment> sorted = new ArrayList<>(impairments);
    sorted.sort(Comparator.comparingInt(ImpairmentKind::rank));
    return new ChannelModel(List.copyOf(sorted), List.copyOf(labels));
  }

  /**
   * Reads a channel such as {@code ge(p=2%,r=25%); ber(1e-5)}.
   *
   * <pre>
   *   channel     = "none" | [ part { ";" part } ]
   *   part        = impairment | preset                            see {@link ChannelPreset}
   *   impairment  = name "(" value { "," key "=" value } ")"       the first key may be written too
   *   probability = 2% | 0.02 | 2e-2
   *   time        = 20ms | 1.5s | 500us | 80ns
   *   rate        = 2Mbit | 500kbit | 9600bit | 1Gbit              a second; k is 1,000
   *
   *   dup(1%)                              a share of the frames is sent twice
   *   loss(1%)                             independent loss
   *   loss(count=5,of=100)                 exactly 5 of every 100 frames are lost
   *   ge(p=2%,r=25%,bad=100%,good=0%)      Gilbert-Elliott loss; bad and good may be left out
   *   trace(FILE)                          a recording, see {@link ChannelTrace}; read at once
   *   corrupt(0.1%)                        one bit flipped in a share of the frames
   *   ber(1e-5,scope=payload)              bit errors; scope is payload, header, frame, or a label
   *                                        of the frames that are hit
   *   rate(2Mbit,queue=1000,overhead=0)    a bottleneck; the queue is counted in frames
   *   reorder(5%,gap=1)                    a share of the frames is sent gap frames later
   *   delay(20ms,jitter=0ms,dist=uniform,order=free)
   *                                        dist: uniform, normal, exponential, pareto
   *                                        order=kept: no frame overtakes another
   * </pre>
   *
   * @throws IllegalArgumentException if the text is none; one line with the offending part, what
   *     was expected, and the known impairments
   */
  public static ChannelModel parse(String text) {
    return parse(text, List.of());
  }

  /**
   * As {@link #parse(String)}, for senders that label their frames.
   *
   * @param labels the labels that bit errors may have as their scope
   */
  public static ChannelModel parse(String text, List<String> labels) {
    String channel = text.strip();
    return of(channel.equals(CLEAN) ? List.of() : ChannelParser.parse(channel, labels), labels);
  }

  /**
   * This channel with one value changed, or with one more impairment.
   *
   * @param name what to change: an impairment, which means its first key ({@code ber}), an
   *     impairment and a key ({@code ge.p}), or a key alone ({@code queue}); an impairment that the
   *     channel does not have is added
   * @param value in the grammar
   * @throws IllegalArgumentException if there is nothing of that name, or it is not certain which
   *     is meant, or the value is out of range
   */
  public ChannelModel with(String name, String value) {
    return of(ChannelChange.apply(impairments, name, value, labels), labels);
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
   * Whether there are bit errors in the frames of some label alone, so that a session has to be
   * told the labels ({@link ChannelSession#labelling}).
   */
  public boolean asksForLabels() {
    return impairments.stream().anyMatch(BitErrors::isByLabel);
  }

  /**
   * Starts a transfer.
   *
   * @param headerBytes where a frame's payload begins, 0 or more; for bit errors with a scope
   * @throws IllegalArgumentException if it is negative
   */
  public ChannelSession open(long seed, int headerBytes) {
    return open(seed, 0, headerBytes);
  }

  /**
   * Starts one of several transfers.
   *
   * @param stream tells their random decisions apart, 0 or more; 0 is what a single one has
   * @param headerBytes where a frame's payload begins, 0 or more
   * @throws IllegalArgumentException if either is negative
   */
  public ChannelSession open(long seed, int stream, int headerBytes) {
    if (stream < 0) {
      throw new IllegalArgumentException("a stream's number is 0 or more, got " + stream);
    }
    if (headerBytes < 0) {
      throw new IllegalArgumentException("a header has 0 bytes or more, got " + headerBytes);
    }
    return new ChannelSession(impairments, DrawKey.ofStream(seed, stream), headerBytes);
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
