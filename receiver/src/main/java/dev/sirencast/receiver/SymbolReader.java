package dev.sirencast.receiver;

import dev.sirencast.format.BodyFraming;
import dev.sirencast.format.BodyLengths;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.SlicedSymbol;
import dev.sirencast.receiver.packet.MajorityVoting;
import dev.sirencast.receiver.packet.PacketStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes symbols of a group's packets: of a whole body exact ones, of damaged copies what they tell
 * together. Searches for flipped bits have a budget for each group. Not thread-safe.
 */
final class SymbolReader {
  /** Look-ups for flipped bits in all, some seconds' work: what hostile frames may ask for. */
  private static final long MAX_SEARCHES = 1L << 32;

  /** Those that found nothing, about a second's: more bits are flipped than can be found. */
  private static final long MAX_VAIN_SEARCHES = 1L << 28;

  private final BodyLengths lengths;
  private final BodyFraming framing;
  private final DeliveryPolicy policy;
  private final int blocks;
  private long searches;
  private long vainSearches;
  private boolean hasCorrected;

  SymbolReader(BodyFraming framing, BodyLengths lengths, DeliveryPolicy policy, int blocks) {
    this.framing = framing;
    this.lengths = lengths;
    this.policy = policy;
    this.blocks = blocks;
  }

  /** Forgets what {@link #hasCorrected} says. */
  void begin() {
    hasCorrected = false;
  }

  /** Whether a body that its checksum put right was taken for exact since {@link #begin}. */
  boolean hasCorrected() {
    return hasCorrected;
  }

  private boolean isErrorResilient() {
    return lengths.coding().isErrorResilient();
  }

  /**
   * The symbols of a block's packets of one kind, null for those that are not there.
   *
   * @param trusting false to take bodies that their checksums put right as damaged
   */
  List<@Nullable SlicedSymbol> block(
      PacketKind kind, PacketStore store, int block, boolean trusting) {
    List<@Nullable SlicedSymbol> symbols = new ArrayList<>();
    for (int packet = block; packet < store.packets(); packet += blocks) {
      symbols.add(symbol(kind, store, packet, trusting));
    }
    return symbols;
  }

  /** As {@link #block}, of one packet. */
  @Nullable SlicedSymbol symbol(PacketKind kind, PacketStore store, int packet, boolean trusting) {
    byte[] exact = store.exactBody(packet);
    if (exact != null) {
      return framing.open(kind, exact, true);
    }
    MajorityVoting copies = store.damagedCopies(packet);
    if (copies == null) {
      return null;
    }
    boolean asItIs = !policy.repairs() && isErrorResilient();
    if (asItIs || copies.isExact()) {
      return framing.open(kind, copies.body(), !asItIs);
    }
    byte[] corrected = copies.corrected();
    if (corrected == null || !framing.isEncoded(corrected)) {
      corrected = null;
    }
    // Slices have checksums of their own, which tell more.
    boolean trusted = trusting && corrected != null && lengths.sliceBytes() == 0;
    hasCorrected |= trusted;
    SlicedSymbol symbol =
        framing.open(kind, corrected == null ? copies.body() : corrected, trusted);
    for (byte[] copy : copies.copies()) {
      symbol.complete(framing.open(kind, copy, false), lengths);
    }
    return symbol;
  }

  /**
   * Takes back what was put right to a body that none of the coding is, and looks for one that is.
   *
   * @param sources whose packets are looked at
   * @param reader tells what is a body
   */
  void prove(PacketStore sources, int block, BodyReader reader) {
    // Slices have checksums of their own.
    boolean tells = reader.isSure() && lengths.sliceBytes() == 0;
    for (int i = block; i < sources.packets(); i += blocks) {
      int packet = i;
      MajorityVoting copies = sources.damagedCopies(packet);
      if (copies != null && sources.exactBody(packet) == null) {
        long left = Math.min(MAX_SEARCHES - searches, MAX_VAIN_SEARCHES - vainSearches);
        long taken =
            copies.prove(
                wire ->
                    framing.isEncoded(wire)
                        && reader.isBody(packet, framing.open(PacketKind.SOURCE, wire, true)),
                tells ? left : 0);
        searches += taken;
        vainSearches += copies.corrected() == null ? taken : 0;
      }
    }
  }
}
