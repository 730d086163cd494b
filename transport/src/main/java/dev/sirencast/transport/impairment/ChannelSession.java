package dev.sirencast.transport.impairment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A channel model at work on one transfer, frame by frame. Not thread-safe.
 *
 * <p>It has a clock of its own, in nanoseconds from 0, which stands unless it is told the time:
 * what delays a frame gives it a time of arrival, and frames come out in the order of those times,
 * as soon as the clock has reached them. Whoever tells the time of a simulation gets the same bytes
 * every time; whoever tells that of a clock gets a live channel.
 *
 * <p>Made by {@link ChannelModel#open}.
 */
public final class ChannelSession {
  private final FrameCounters counters = new FrameCounters();
  private final List<Stage> stages = new ArrayList<>();
  private final PriorityQueue<Arrival> underway =
      new PriorityQueue<>(
          Comparator.comparingLong(Arrival::nanos).thenComparingLong(Arrival::serial));
  private final boolean asksForLabels;
  private @Nullable Function<byte[], String> labels;
  private @Nullable TraceRecorder recorder;
  private long ordinal;
  private long serial;
  private long now;

  private record Arrival(FrameCopy frame, long nanos, long serial) {}

  /** Opens the stages in the order given. */
  ChannelSession(List<Impairment> impairments, DrawKey root, int headerBytes) {
    asksForLabels = impairments.stream().anyMatch(BitErrors::isByLabel);
    Map<String, Integer> seen = new HashMap<>();
    for (Impairment impairment : impairments) {
      String name = ImpairmentKind.of(impairment).name();
      int index = seen.merge(name, 1, Integer::sum) - 1;
      DrawKey key = DrawKey.ofImpairment(root, name, index);
      stages.add(
          ImpairmentKind.open(impairment, new Stage.Context(key, index, headerBytes, counters)));
    }
  }

  /**
   * Writes down what happens from now on, for {@link #trace}.
   *
   * @throws IllegalStateException if frames have been offered already
   */
  public ChannelSession recording() {
    if (ordinal > 0) {
      throw new IllegalStateException("a recording begins before the first frame");
    }
    recorder = new TraceRecorder();
    return this;
  }

  /**
   * Tells how frames are labelled, for bit errors in some of them.
   *
   * @param frameLabels the label of a frame as it is sent, empty for none; asked only if an
   *     impairment depends on it
   */
  public ChannelSession labelling(Function<byte[], String> frameLabels) {
    labels = frameLabels;
    return this;
  }

  /**
   * What happened, of at most the first {@link ChannelTrace#MAX_FRAMES} frames.
   *
   * @throws IllegalStateException unless this session is {@link #recording}
   */
  public ChannelTrace trace() {
    if (recorder == null) {
      throw new IllegalStateException("this session was not recording");
    }
    return recorder.trace(ordinal);
  }

  /** Sends one frame where the clock stands. */
  public List<byte[]> offer(byte[] frame) {
    return offer(frame, now);
  }

  /**
   * Sends one frame.
   *
   * @param frame not changed and not kept
   * @param nanos the time; an earlier one than told before counts as that
   * @return the frames that have arrived by then, earlier ones that were held back included, all
   *     new arrays
   * @throws IllegalStateException if bit errors depend on labels and nobody gives any
   */
  public List<byte[]> offer(byte[] frame, long nanos) {
    now = Math.max(now, nanos);
    FrameOutcome outcome = counters.beginFrame(frame.length, label(frame));
    pass(new FrameCopy(ordinal++, 0, frame.clone(), outcome, now, recorder != null), 0);
    return arrived(now);
  }

  private String label(byte[] frame) {
    if (!asksForLabels) {
      return "";
    }
    if (labels == null) {
      throw new IllegalStateException("bit errors depend on the labels of frames: none are given");
    }
    return labels.apply(frame);
  }

  /**
   * Lets time go by.
   *
   * @param nanos the time; an earlier one than told before counts as that
   * @return the frames that have arrived by then
   */
  public List<byte[]> advance(long nanos) {
    now = Math.max(now, nanos);
    return arrived(now);
  }

  /** When the next frame arrives; none if none is under way, or only such as others must pass. */
  public OptionalLong nextArrival() {
    Arrival next = underway.peek();
    return next == null ? OptionalLong.empty() : OptionalLong.of(next.nanos());
  }

  /** Sends the frames on that wait for others to pass; to be called behind the last frame. */
  public void end() {
    for (int i = 0; i < stages.size(); i++) {
      int next = i + 1;
      stages
          .get(i)
          .flush(
              frame -> {
                frame.notBefore(now);
                pass(frame, next);
              });
    }
  }

  /**
   * Returns the frames that are still held back, whenever they arrive; to be called behind the last
   * frame. The clock stays where it is.
   */
  public List<byte[]> flush() {
    end();
    return arrived(Long.MAX_VALUE);
  }

  /** How many frames and copies are held back. */
  public long heldFrames() {
    return counters.heldFrames();
  }

  /** The bytes in them. */
  public long heldBytes() {
    return counters.heldBytes();
  }

  /** What happened so far; the outcome of frames that are held back is open. */
  public ChannelStatistics statistics() {
    return counters.statistics();
  }

  private void pass(FrameCopy frame, int stage) {
    if (stage < stages.size()) {
      stages.get(stage).accept(frame, copy -> pass(copy, stage + 1));
    } else {
      underway.add(new Arrival(frame, frame.time(), serial++));
    }
  }

  private List<byte[]> arrived(long until) {
    List<byte[]> out = new ArrayList<>();
    for (Arrival next = underway.peek();
        next != null && next.nanos() <= until;
        next = underway.peek()) {
      underway.remove();
      counters.countDelivered(next.frame());
      if (recorder != null) {
        recorder.arrived(next.frame());
      }
      out.add(next.frame().bytes());
    }
    counters.settle();
    return out;
  }
}
