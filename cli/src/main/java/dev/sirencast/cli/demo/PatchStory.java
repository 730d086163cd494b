package dev.sirencast.cli.demo;

import dev.sirencast.cli.encode.PatchPackets;
import dev.sirencast.cli.options.ProtectionOptions;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.ProtectionPlan;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import dev.sirencast.trainer.patch.PatchedSignalEncoder;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/**
 * A picture in patches, sent without and with planned protection.
 *
 * @param picture the original
 * @param trained base and patches, which both streams carry
 * @param plain the stream without repair packets
 * @param shielded the stream whose protection was planned for the channel
 */
record PatchStory(Signal picture, EncodedPatches trained, DemoStream plain, DemoStream shielded) {

  /** Bytes of protection over those of the stream without. */
  static final double OVERHEAD = 0.25;

  /** Trains patches with little effort. */
  static EncodedPatches encode(
      Signal picture, Optional<ProtectionPlan> plan, long seed, PatchTrainingListener listener) {
    PacketizerOptions packets =
        plan.isPresent() ? PatchPackets.planned() : PatchPackets.unprotected();
    return new PatchedSignalEncoder(
            PatchTrainingOptions.of(picture)
                .withEffort(0)
                .forPoints(picture.grid().points())
                .withSeed(seed),
            PatchRounding.DEFAULT,
            packets,
            plan,
            ForkJoinPool.commonPool(),
            Reconstruction.threads())
        .encode(picture, listener);
  }

  /** The protection that is planned for a link. */
  static ProtectionPlan plan(DemoLink link) {
    return ProtectionPlan.forLink(OVERHEAD, ProtectionOptions.estimate(link.model()));
  }

  /** Sends both streams. */
  static PatchStory of(Signal picture, EncodedPatches plain, EncodedPatches shielded, DemoLink link)
      throws IOException {
    return new PatchStory(
        picture,
        plain,
        DemoStream.send("plain", picture, plain.stream(), link),
        DemoStream.send("protected", picture, shielded.stream(), link));
  }

  PatchGrid grid() {
    return trained.trained().grid();
  }
}
