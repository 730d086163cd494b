package dev.sirencast.transport.impairment;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What was once recorded, done again: {@code trace(FILE)}.
 *
 * <p>Frame n of the transfer fares as frame n of the recording did: it is lost, delayed,
 * duplicated, overtaken and damaged in the same way. Behind its end the recording begins anew.
 * Flips beyond a frame's end are left out. No seed changes it.
 *
 * @param file the file's name, as it was written; without brackets, commas and semicolons
 * @param trace what was in it
 */
public record TraceReplay(String file, ChannelTrace trace) implements Impairment {
  static final TraceReplay NOTHING =
      new TraceReplay("", new ChannelTrace(1, new int[0], new long[0], new int[0][]));

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it cannot be read or is not a trace
   */
  static TraceReplay read(String file) {
    try {
      return new TraceReplay(file, TraceReader.read(Path.of(file)));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  Stage open(Stage.Context context) {
    return new Player(this, context);
  }

  @Override
  public String toString() {
    return "trace(" + file + ")";
  }

  /**
   * The impairment at work: lets frames out in the order of the recording, each as soon as those
   * before it have come or are known to be lost.
   */
  private static final class Player implements Stage {
    /**
     * Above the numbers that duplication gives, so that copies draw their own numbers further on.
     */
    private static final int FIRST_COPY = 1 << 20;

    private final ChannelTrace trace;
    private final Context context;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final int[] firstArrival;
    private long cycleStart;
    private int nextArrival;
    private long lastTime;

    Player(TraceReplay replay, Context context) {
      this.trace = replay.trace();
      this.context = context;
      this.firstArrival = new int[trace.frames()];
      for (int i = trace.arrivals() - 1; i >= 0; i--) {
        firstArrival[trace.ordinal(i)] = i;
      }
    }

    /** A frame with as many exits to come as the recording has arrivals of it. */
    private static final class Waiting {
      final FrameCopy frame;
      int exits;

      Waiting(FrameCopy frame, int exits) {
        this.frame = frame;
        this.exits = exits;
      }
    }

    @Override
    public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
      int number = (int) (frame.ordinal() % trace.frames());
      int arrivals = trace.arrivalsOf(number);
      if (arrivals == 0) {
        context.counters().countLost(frame);
      } else if (frame.isOriginal() && !hasPassed(frame.ordinal(), firstArrival[number])) {
        for (int i = 1; i < arrivals; i++) {
          context.counters().countDuplicate(frame);
        }
        waiting.put(frame.ordinal(), new Waiting(frame, arrivals));
      } else {
        next.accept(frame);
      }
      release(frame.ordinal(), next);
    }

    /** Whether a flush let the recording go on beyond a frame that had not come yet. */
    private boolean hasPassed(long ordinal, int arrival) {
      return ordinal < cycleStart || ordinal < cycleStart + trace.frames() && arrival < nextArrival;
    }

    @Override
    public void flush(Consumer<FrameCopy> next) {
      release(Long.MAX_VALUE, next);
    }

    /** Goes on in the recording up to the first frame that may still come. */
    private void release(long newest, Consumer<FrameCopy> next) {
      while (newest < Long.MAX_VALUE || !waiting.isEmpty()) {
        if (nextArrival == trace.arrivals()) {
          // Beyond the last arrival only frames of the next round can be waiting.
          if (newest < cycleStart + trace.frames()) {
            return;
          }
          nextArrival = 0;
          cycleStart += trace.frames();
          if (trace.arrivals() == 0) {
            return;
          }
        }
        long ordinal = cycleStart + trace.ordinal(nextArrival);
        if (ordinal > newest) {
          return;
        }
        Waiting due = waiting.get(ordinal);
        if (due != null) {
          leave(due, ordinal, next);
        }
        nextArrival++;
      }
    }

    private void leave(Waiting due, long ordinal, Consumer<FrameCopy> next) {
      due.exits--;
      FrameCopy frame = due.frame;
      if (due.exits > 0) {
        frame = frame.duplicate(FIRST_COPY + due.exits);
      } else {
        waiting.remove(ordinal);
      }
      damage(frame, nextArrival);
      lastTime = Math.max(lastTime, frame.time() + trace.delay(nextArrival));
      frame.notBefore(lastTime);
      next.accept(frame);
    }

    private void damage(FrameCopy frame, int arrival) {
      trace.flips(arrival).filter(bit -> bit < frame.bits()).forEach(frame::flip);
    }
  }
}
