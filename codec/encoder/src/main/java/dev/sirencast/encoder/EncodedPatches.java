package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.protection.PlannedPackets;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Signal;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A signal in patches as a stream. Immutable and thread-safe.
 *
 * @param stream all frames
 * @param protection of its packets, as asked for or planned
 * @param forecast what its plan expects of a link; empty where none was planned for
 * @param trained base and patches before the patches were rounded
 * @param steps gradient steps of a patch that were planned, its trial included; 0 of networks that
 *     were trained elsewhere
 * @param floatPsnr PSNR in decibels of what was trained
 * @param decoded what a receiver makes of the stream where nothing happens on the way
 * @param psnr its PSNR in decibels
 * @param noisyPsnr the same under one draw of the noise that the weights are trained to withstand;
 *     {@code psnr} where there is none
 * @param asked the most bytes that were asked for; {@link Long#MAX_VALUE} where no number was
 * @param toCome the bytes that a signature will add at most; 0 where none will
 */
public record EncodedPatches(
    EncodedStream stream,
    UnequalErrorProtection protection,
    Optional<PlannedPackets.Forecast> forecast,
    PatchedWeights trained,
    int steps,
    double floatPsnr,
    Signal decoded,
    double psnr,
    double noisyPsnr,
    long asked,
    long toCome) {
  /** Whether the stream has as few bytes as were asked for, a signature to come among them. */
  public boolean met() {
    return stream.bytes() + toCome <= asked;
  }

  /**
   * This with another stream of the same packets, such as a signed one: nothing more is to come.
   */
  public EncodedPatches withStream(UnaryOperator<EncodedStream> change) {
    return new EncodedPatches(
        change.apply(stream),
        protection,
        forecast,
        trained,
        steps,
        floatPsnr,
        decoded,
        psnr,
        noisyPsnr,
        asked,
        0);
  }

  /** This with the steps that its training took. */
  public EncodedPatches withSteps(int planned) {
    return new EncodedPatches(
        stream,
        protection,
        forecast,
        trained,
        planned,
        floatPsnr,
        decoded,
        psnr,
        noisyPsnr,
        asked,
        toCome);
  }
}
