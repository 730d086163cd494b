package dev.sirencast.trainer.patch;

import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Encodes a signal in parts that different processes may do: the {@link #foundation} first, then
 * {@link #part} after part or side by side, then the {@link #whole}. The bytes are those of {@link
 * PatchedSignalEncoder#encode}, since patches are independent of each other. What is handed on is
 * the signal, the same options, and what the steps before have written. Immutable and thread-safe.
 *
 * <p>Each step throws a {@link CancellationException} where its listener asks for an end.
 *
 * @param encoder of the signal as a whole, in no time that is asked for
 */
public record PatchedSignalParts(PatchedSignalEncoder encoder) {
  /** Trains the base, and finds out what a weight may cost. */
  public PatchFoundation foundation(Signal signal, PatchTrainingListener listener) {
    PatchTrainer trainer = encoder.trainer(signal, encoder.training());
    SirenWeights base = trainer.base(listener);
    requireWanted(listener);
    QuantizedNetwork rounded = encoder.rounded(base, trainer.small(), false);
    if (!encoder.canMeet(signal, rounded)) {
      return new PatchFoundation(base, encoder.training().price(), true);
    }
    PatchSchedule schedule = encoder.schedule(trainer, signal, rounded, listener);
    requireWanted(listener);
    return new PatchFoundation(base, schedule.options().price(), false);
  }

  /**
   * Trains a part of the patches.
   *
   * @param part from 0 on
   * @param parts 1 or more
   */
  public PatchPart part(
      Signal signal,
      PatchFoundation foundation,
      int part,
      int parts,
      PatchTrainingListener listener) {
    if (foundation.isBare()) {
      return new PatchPart(List.of());
    }
    PatchSchedule schedule = schedule(foundation);
    PatchTrainer trainer = encoder.trainer(signal, schedule.options());
    PatchPart trained =
        trainer.part(
            base(trainer, foundation).dequantize(), schedule.training(), part, parts, listener);
    requireWanted(listener);
    return trained;
  }

  /**
   * Makes the stream.
   *
   * @param parts all of them, in any order
   */
  public EncodedPatches whole(
      Signal signal,
      PatchFoundation foundation,
      List<PatchPart> parts,
      PatchTrainingListener listener) {
    PatchSchedule schedule = schedule(foundation);
    PatchTrainer trainer = encoder.trainer(signal, schedule.options());
    QuantizedNetwork base = base(trainer, foundation);
    EncodedPatches encoded =
        foundation.isBare()
            ? encoder.bare(signal, base)
            : encoder.rounded(
                signal,
                base,
                trainer,
                schedule,
                trainer.assembled(base.dequantize(), parts),
                listener);
    requireWanted(listener);
    return encoded;
  }

  /** Reads a foundation that was made with the same options. */
  public PatchFoundation readFoundation(InputStream in) throws IOException {
    return PatchFoundation.readFrom(in, encoder.training().base());
  }

  /** Reads a part that was made with the same options. */
  public PatchPart readPart(InputStream in) throws IOException {
    return PatchPart.readFrom(in, encoder.training().family());
  }

  private PatchSchedule schedule(PatchFoundation foundation) {
    return PatchSchedule.of(encoder.training().withPrice(foundation.price()));
  }

  private QuantizedNetwork base(PatchTrainer trainer, PatchFoundation foundation) {
    return encoder.rounded(foundation.base(), trainer.small(), false);
  }

  private static void requireWanted(PatchTrainingListener listener) {
    if (listener.stopRequested()) {
      throw new CancellationException("ended before its end");
    }
  }
}
