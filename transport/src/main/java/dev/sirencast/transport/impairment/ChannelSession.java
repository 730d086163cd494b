package dev.sirencast.transport.impairment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A channel model at work on one transfer, frame by frame. Not thread-safe.
 *
 * <p>Made by {@link ChannelModel#open}.
 */
public final class ChannelSession {
  private final Tally tally = new Tally();
  private final List<Stage> stages = new ArrayList<>();
  private long ordinal;

  /** Opens the stages in the order given. */
  ChannelSession(List<Impairment> impairments, long seed, int headerBytes) {
    Map<String, Integer> seen = new HashMap<>();
    for (Impairment impairment : impairments) {
      String name = ImpairmentKind.of(impairment).name();
      int index = seen.merge(name, 1, Integer::sum) - 1;
      DrawKey key = DrawKey.ofImpairment(seed, name, index);
      stages.add(
          ImpairmentKind.open(impairment, new Stage.Context(key, index, headerBytes, tally)));
    }
  }

  /**
   * Sends one frame.
   *
   * @param frame not changed and not kept
   * @return the frames that come out now, earlier ones that were held back included, all new arrays
   */
  public List<byte[]> offer(byte[] frame) {
    List<byte[]> out = new ArrayList<>();
    tally.beginFrame();
    pass(new FrameCopy(ordinal++, 0, frame.clone()), 0, out);
    tally.endFrame();
    return out;
  }

  /** Returns the frames that are still held back; to be called behind the last frame. */
  public List<byte[]> flush() {
    List<byte[]> out = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      int next = i + 1;
      stages.get(i).flush(frame -> pass(frame, next, out));
    }
    return out;
  }

  /** What happened so far. */
  public ChannelStatistics statistics() {
    return tally.statistics();
  }

  private void pass(FrameCopy frame, int stage, List<byte[]> out) {
    if (stage < stages.size()) {
      stages.get(stage).accept(frame, copy -> pass(copy, stage + 1, out));
    } else {
      tally.countDelivered(frame);
      out.add(frame.bytes());
    }
  }
}
