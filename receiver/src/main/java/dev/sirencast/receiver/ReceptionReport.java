package dev.sirencast.receiver;

import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * What arrived, what was restored and what had to be made up. Immutable and thread-safe.
 *
 * @param policy what was done with damaged bodies: what was asked for, or the stream's default
 * @param packets every packet of the stream, counted once
 * @param frames every frame that arrived, counted once
 * @param weights weights of the network; with patches, of the base and those that are there
 * @param repairedBytes bytes of packets that repair packets gave, exactly
 * @param tensors how much of each tensor arrived, in their order
 * @param patches how many patches with a network the stream has, 0 for one network
 * @param lostPatches how many of them are not there
 * @param coarsePatches how many that are there lack the lowest bits of their weights, which are
 *     sent apart; at most, where others are lost
 * @param damagedPatches how many came out of damaged packets, most of their weights right
 */
public record ReceptionReport(
    DeliveryPolicy policy,
    PacketCounts packets,
    FrameCounts frames,
    int weights,
    long repairedBytes,
    List<TensorReception> tensors,
    int patches,
    int lostPatches,
    int coarsePatches,
    int damagedPatches) {
  /** Copies the list. */
  public ReceptionReport {
    tensors = List.copyOf(tensors);
  }

  static ReceptionReport of(ReceivedStream stream, int retransmitted) {
    List<TensorReception> tensors = new ArrayList<>();
    for (int id = 0; id < stream.tensors().size(); id++) {
      ReceivedTensor received = stream.tensors().get(id);
      tensors.add(
          new TensorReception(
              SirenWeights.name(id),
              received.values().size(),
              received.missing(),
              received.coarse(),
              received.doubtful(),
              received.isIntact()));
    }
    int patches = stream.manifest().patches().map(PatchDescription::coded).orElse(0);
    int there = (int) stream.patches().stream().filter(Objects::nonNull).count();
    int toRefine = stream.manifest().patches().map(PatchDescription::refined).orElse(0);
    int refined =
        (int) stream.patches().stream().filter(one -> one != null && one.isRefined()).count();
    int damaged =
        (int) stream.patches().stream().filter(one -> one != null && one.isDamaged()).count();
    return new ReceptionReport(
        stream.policy(),
        stream.packets().withRetransmitted(retransmitted),
        stream.frames(),
        stream.manifest().architecture().parameters() + patchWeights(stream),
        stream.repairedBytes(),
        tensors,
        patches,
        Math.max(0, patches - there),
        Math.max(0, Math.min(toRefine, there) - refined),
        damaged);
  }

  private static int patchWeights(ReceivedStream stream) {
    if (stream.manifest().patches().isEmpty()) {
      return 0;
    }
    PatchFamily family = stream.manifest().patches().get().family();
    int weights = 0;
    for (PatchSymbols patch : stream.patches()) {
      weights += patch == null ? 0 : family.architecture(patch.width()).parameters();
    }
    return weights;
  }

  /** Weights that are lost and were estimated. */
  public int concealedWeights() {
    return sum(TensorReception::missing);
  }

  /** Weights of which only the highest bits arrived. */
  public int coarseWeights() {
    return sum(TensorReception::coarse);
  }

  /** Weights out of packets with damaged bodies, most of them right. */
  public int doubtfulWeights() {
    return sum(TensorReception::doubtful);
  }

  private int sum(ToIntFunction<TensorReception> part) {
    return tensors.stream().mapToInt(part).sum();
  }

  /** Names of the tensors that are not exactly what was sent. */
  public List<String> inexactTensors() {
    return tensors.stream().filter(t -> !t.exact()).map(TensorReception::name).toList();
  }

  /** Whether every weight is exactly what was sent, those of all patches too. */
  public boolean isExact() {
    return lostPatches == 0
        && coarsePatches == 0
        && damagedPatches == 0
        && tensors.stream().allMatch(TensorReception::exact);
  }
}
