package dev.sirencast.receiver;

import dev.sirencast.format.BodyCoder;
import dev.sirencast.format.BodyFraming;
import dev.sirencast.format.GroupLayout;
import dev.sirencast.format.GroupLayout.Run;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.SlicedSymbol;
import dev.sirencast.format.StreamManifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads packets that hold some of every tensor's symbols. Not thread-safe. */
final class TensorBodies implements BodyReader {
  private final PacketGroup group;
  private final GroupLayout layout;
  private final BodyFraming framing;
  private final BodyCoder coder;
  private final DeliveryPolicy policy;
  private final TensorSymbols out;

  TensorBodies(
      StreamManifest manifest,
      PacketGroup group,
      BodyFraming framing,
      DeliveryPolicy policy,
      TensorSymbols out) {
    this.group = group;
    this.layout = GroupLayout.of(manifest.architecture(), manifest.tensors(), group);
    this.framing = framing;
    this.coder = BodyCoder.of(manifest.coding(), manifest.tensors(), group.part());
    this.policy = policy;
    this.out = out;
  }

  /** Writes to the packet's own places, which are written again when it is read. */
  @Override
  public boolean isBody(int packet, SlicedSymbol symbol) {
    return coder.decode(
        framing.bodyOf(symbol.bytes()), layout.runs(packet, group.sourcePackets()), out.symbols);
  }

  @Override
  public boolean isSure() {
    return false;
  }

  @Override
  public boolean read(int packet, @Nullable SlicedSymbol symbol) {
    List<Run> runs = layout.runs(packet, group.sourcePackets());
    boolean whole = symbol != null && symbol.isWhole(framing.lengths().slices());
    if (symbol == null || (!whole && !framing.lengths().coding().isErrorResilient())) {
      runs.forEach(out::lose);
      return false;
    }
    if (!coder.decode(framing.bodyOf(symbol.bytes()), runs, out.symbols)) {
      runs.forEach(out::lose);
      return false;
    }
    return whole || mark(symbol, runs);
  }

  /** Marks the symbols of a body that lie in slices that are not exact; whether none is missing. */
  private boolean mark(SlicedSymbol symbol, List<Run> runs) {
    boolean there = true;
    int bit = 0;
    for (Run run : runs) {
      for (int i = 0, index = run.start(); i < run.count(); i++, index += run.stride()) {
        int first = slice(bit);
        bit += run.bits();
        int last = slice(bit - 1);
        if (!symbol.isExact(first) || !symbol.isExact(last)) {
          if (policy.deliversDamaged() && symbol.isThere(first) && symbol.isThere(last)) {
            out.doubt(run, index);
          } else {
            out.lose(run, index);
            there = false;
          }
        }
      }
    }
    return there;
  }

  private int slice(int bit) {
    int bytes = framing.lengths().sliceBytes();
    return bytes == 0 ? 0 : (bit >> 3) / bytes;
  }
}
