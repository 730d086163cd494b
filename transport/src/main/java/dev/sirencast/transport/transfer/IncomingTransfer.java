package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Failures;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One transfer as its receiver sees it: counts, limits, and how it ended. The first ending counts.
 *
 * <p>Lives on the event loop's thread; only the result may be read elsewhere.
 */
final class IncomingTransfer {
  private final FrameReceiverOptions options;
  private final CompletableFuture<ReceiveSummary> result = new CompletableFuture<>();
  private FrameConsumer onFrame = (frame, retransmitted) -> {};
  private boolean begun;
  private long startNanos;
  private long frames;
  private long bytes;
  private long ignored;
  private @Nullable String lastRefusal;

  IncomingTransfer(FrameReceiverOptions options) {
    this.options = options;
  }

  FrameReceiverOptions options() {
    return options;
  }

  CompletableFuture<ReceiveSummary> result() {
    return result;
  }

  void handTo(FrameConsumer consumer) {
    onFrame = consumer;
  }

  /** A sender has greeted. */
  void begin() {
    begun = true;
    startNanos = System.nanoTime();
  }

  boolean hasBegun() {
    return begun;
  }

  boolean isOver() {
    return result.isDone();
  }

  long frames() {
    return frames;
  }

  /** Hands a frame on, unless it exceeds a limit: then the transfer is over. */
  void accept(byte[] frame) {
    accept(frame, false);
  }

  void accept(byte[] frame, boolean retransmitted) {
    if (frames == options.limits().frames()) {
      cutShort("the sender sent more than " + options.limits().frames() + " frames");
    } else if (frame.length > options.limits().totalBytes() - bytes) {
      cutShort("the sender sent more than " + options.limits().totalBytes() + " bytes");
    } else {
      frames++;
      bytes += frame.length;
      guard(() -> onFrame.accept(frame, retransmitted));
    }
  }

  /** Whether a frame need not be asked for again; what the caller's code throws is the caller's. */
  boolean isIntact(byte[] frame) {
    boolean[] answer = {true};
    guard(() -> answer[0] = options.needs().intact().test(frame));
    return answer[0];
  }

  /** Whether nothing need be asked for again. */
  boolean isEnough() {
    boolean[] answer = {true};
    guard(() -> answer[0] = options.needs().enough().getAsBoolean());
    return answer[0];
  }

  /** Notes a peer that is no sender. */
  void refuse(String refusal) {
    lastRefusal = refusal;
    guard(() -> options.onRefusal().accept(refusal));
  }

  @Nullable String lastRefusal() {
    return lastRefusal;
  }

  void ignoreDatagram() {
    ignored++;
  }

  /** The sender has said that it is done. */
  void finish(long framesSent) {
    end(OptionalLong.of(framesSent), Optional.empty());
  }

  /** The transfer has ended in the middle; what came is kept. */
  void cutShort(String reason) {
    end(OptionalLong.empty(), Optional.of(reason));
  }

  /** There is no transfer. */
  void fail(Throwable cause) {
    result.completeExceptionally(cause);
  }

  /** Ends the transfer by an error: it is the program's, and no peer's to be ignored. */
  void failIfError(Throwable cause) {
    if (cause instanceof Error) {
      fail(Failures.threadFailed(cause));
    }
  }

  private void end(OptionalLong framesSent, Optional<String> cutShort) {
    double seconds = (System.nanoTime() - startNanos) * 1e-9;
    result.complete(new ReceiveSummary(frames, bytes, seconds, framesSent, ignored, cutShort));
  }

  /** Runs the caller's code on our thread: what it throws is the caller's again. */
  private void guard(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }
}
