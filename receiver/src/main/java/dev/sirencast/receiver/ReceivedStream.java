package dev.sirencast.receiver;

import dev.sirencast.format.StreamManifest;
import dev.sirencast.patch.PatchSymbols;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that could be made exact of what arrived, and the account of it.
 *
 * @param manifest the stream's manifest
 * @param policy what was done with damaged bodies: what was asked for, or the stream's default
 * @param tensors one per tensor, with what is missing
 * @param patches one a patch, null where it is not there; none where the stream has no patches
 * @param packets every packet of the stream, counted once
 * @param frames every frame that arrived, counted once
 * @param repairedBytes bytes of source packets that the erasure code gave, exactly
 */
public record ReceivedStream(
    StreamManifest manifest,
    DeliveryPolicy policy,
    List<ReceivedTensor> tensors,
    List<@Nullable PatchSymbols> patches,
    PacketCounts packets,
    FrameCounts frames,
    long repairedBytes) {
  /** Copies the lists. */
  public ReceivedStream {
    tensors = List.copyOf(tensors);
    patches = Collections.unmodifiableList(new ArrayList<>(patches));
  }
}
