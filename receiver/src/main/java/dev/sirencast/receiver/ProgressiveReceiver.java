package dev.sirencast.receiver;

import dev.sirencast.format.FrameScanner;
import dev.sirencast.format.InvalidStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Receives one stream and shows it as it arrives: from the first weights on, and at last exactly
 * what {@link SirenReceiver} makes of the same frames. A packet that somebody forged with a right
 * checksum is found out once it is looked at, and a right one is taken in its place: of such a
 * stream, who looks may have more than who does not.
 *
 * <p>Updates come on the thread that brings the frames, evenly over the stream's packets, the first
 * with the first packet after a manifest, and one when no packet of weights is missing any more. An
 * update takes the time of reading all packets so far, once; evaluating the network is the
 * listener's. Frames that bring nothing new, such as repetitions, bring no update and take no time.
 * What the listener throws goes through to the caller. Frames may come in any order, damaged,
 * repeated or not at all. Not thread-safe: one thread at a time.
 */
public final class ProgressiveReceiver {
  /** Updates where nobody says how many. */
  public static final int DEFAULT_UPDATES = 20;

  private static final int UNWATCHED = 0;

  private final SirenReceiver receiver;
  private final int updates;
  private final Consumer<ProgressiveUpdate> listener;
  private int next = 1;
  private long bytes;
  private boolean whole;
  private boolean exact;

  private ProgressiveReceiver(
      ReceiverOptions options, int updates, Consumer<ProgressiveUpdate> listener) {
    this.receiver = SirenReceiver.create(options);
    this.updates = updates;
    this.listener = listener;
  }

  /**
   * Returns a receiver with the default options, but for what is missing, which is shown as {@link
   * Concealment#POSTERIOR} says, and {@value #DEFAULT_UPDATES} updates.
   */
  public static ProgressiveReceiver create(Consumer<ProgressiveUpdate> onUpdate) {
    return create(
        ReceiverOptions.DEFAULTS.withConcealment(Concealment.POSTERIOR), DEFAULT_UPDATES, onUpdate);
  }

  /**
   * Returns a receiver that has seen nothing yet.
   *
   * @param updates how many there are in the course of a whole stream, 1 or more, the one of the
   *     first packet not counted; no more than one a packet
   */
  public static ProgressiveReceiver create(
      ReceiverOptions options, int updates, Consumer<ProgressiveUpdate> onUpdate) {
    if (updates < 1) {
      throw new IllegalArgumentException("updates must be 1 or more, got " + updates);
    }
    return new ProgressiveReceiver(options, updates, onUpdate);
  }

  /** Returns a receiver that nobody watches: nothing is decoded before {@link #finish}. */
  public static ProgressiveReceiver unwatched(ReceiverOptions options) {
    return new ProgressiveReceiver(options, UNWATCHED, update -> {});
  }

  /** Takes one frame, such as a datagram's content; the array is not kept. */
  public void accept(byte[] frame) {
    receiver.accept(frame);
    taken(frame);
  }

  /** Takes one frame: the buffer's remaining bytes. */
  public void accept(ByteBuffer frame) {
    byte[] copy = new byte[frame.remaining()];
    frame.get(copy);
    accept(copy);
  }

  /** Takes one frame that came because it was asked for again; the array is not kept. */
  public void acceptRetransmitted(byte[] frame) {
    receiver.acceptRetransmitted(frame);
    taken(frame);
  }

  /**
   * Takes all frames of a stored stream, to the end of {@code in}.
   *
   * @throws IOException if reading fails; damage in what is read does not
   */
  public void readFrom(InputStream in) throws IOException {
    FrameScanner.scan(in, this::accept);
  }

  private void taken(byte[] frame) {
    bytes += frame.length;
    if (updates == UNWATCHED || exact || receiver.manifest().isEmpty()) {
      return;
    }
    int packets = receiver.frames().accepted();
    // The first accepted packet is a manifest, without weights.
    boolean due = packets > 1 && packets >= next;
    // Once nothing is missing, what follows adds nothing.
    boolean shown = receiver.isComplete() ? !whole : due;
    Optional<ProgressiveUpdate> update = Optional.empty();
    if (shown) {
      update = current(packets);
      long all = receiver.manifest().get().packets();
      long following = (long) packets * updates / all + 1;
      next = (int) Math.max(packets + 1L, (following * all + updates - 1) / updates);
    }
    // To look at the packets may have shown that one with a right checksum is none.
    whole = receiver.isComplete();
    update.ifPresent(listener);
  }

  private Optional<ProgressiveUpdate> current(int packets) {
    try {
      Reception reception = receiver.finish();
      exact = reception.report().isExact();
      return Optional.of(new ProgressiveUpdate(packets, bytes, reception));
    } catch (InvalidStreamException e) {
      return Optional.empty(); // finish() will say so
    }
  }

  /** The receiver that takes the frames: what it knows of the stream so far. */
  public SirenReceiver receiver() {
    return receiver;
  }

  /**
   * Returns what the frames so far make, as {@link SirenReceiver#finish} does: the same bits.
   *
   * @throws InvalidStreamException if nothing can be decoded
   */
  public Reception finish() throws InvalidStreamException {
    return receiver.finish();
  }
}
