package dev.sirencast.receiver;

import dev.sirencast.format.BitPlaneRange;
import dev.sirencast.format.GroupLayout.Run;
import dev.sirencast.format.StreamManifest;
import java.util.BitSet;
import java.util.List;

/** The symbols of all tensors, and which of them are missing or doubtful. Not thread-safe. */
final class TensorSymbols {
  final short[][] symbols;
  final BitSet[] missing;
  final BitSet[] doubtful;

  /** How many of a symbol's lowest bits are not known. */
  final byte[][] unknownBits;

  private final int perWeight;

  TensorSymbols(StreamManifest manifest) {
    int tensors = manifest.tensors().size();
    perWeight = manifest.coding().symbols();
    symbols = new short[tensors][];
    missing = new BitSet[tensors];
    doubtful = new BitSet[tensors];
    unknownBits = new byte[tensors][];
    for (int tensor = 0; tensor < tensors; tensor++) {
      symbols[tensor] = new short[manifest.rows(tensor) * manifest.columns(tensor) * perWeight];
      missing[tensor] = new BitSet();
      doubtful[tensor] = new BitSet();
      unknownBits[tensor] = new byte[symbols[tensor].length];
    }
  }

  private TensorSymbols(TensorSymbols whole, List<Integer> tensors) {
    perWeight = whole.perWeight;
    symbols = whole.symbols.clone();
    missing = whole.missing.clone();
    doubtful = whole.doubtful;
    unknownBits = whole.unknownBits;
    for (int tensor : tensors) {
      symbols[tensor] = new short[symbols[tensor].length];
      missing[tensor] = new BitSet();
    }
  }

  /** Room to read a part of some tensors' symbols to, before it is {@linkplain #join joined}. */
  TensorSymbols parts(List<Integer> tensors) {
    return new TensorSymbols(this, tensors);
  }

  /** Adds a part to what is known of some tensors' symbols, where the parts before are there. */
  void join(BitPlaneRange part, List<Integer> tensors, TensorSymbols parts) {
    int before = part.refining() == 0 ? 0 : part.skipped() + part.refining();
    for (int tensor : tensors) {
      BitSet absent = parts.missing[tensor];
      if (part.refining() == 0) {
        missing[tensor].or(absent);
      }
      for (int i = 0; i < symbols[tensor].length; i++) {
        if (!absent.get(i) && unknownBits[tensor][i] == before) {
          symbols[tensor][i] = (short) part.join(symbols[tensor][i], parts.symbols[tensor][i]);
          unknownBits[tensor][i] = (byte) part.skipped();
        }
      }
    }
  }

  /** Whether a tensor came whole, as its packets' checksums say. */
  boolean isWhole(int tensor) {
    if (!missing[tensor].isEmpty() || !doubtful[tensor].isEmpty()) {
      return false;
    }
    for (byte bits : unknownBits[tensor]) {
      if (bits != 0) {
        return false;
      }
    }
    return true;
  }

  /** Marks all of a run as missing. */
  void lose(Run run) {
    for (int i = 0, index = run.start(); i < run.count(); i++, index += run.stride()) {
      lose(run, index);
    }
  }

  /** Marks one symbol of a run as missing. */
  void lose(Run run, int index) {
    short[] values = symbols[run.tensor()];
    missing[run.tensor()].set(index);
    int half = values.length / perWeight;
    for (int at = index; at < values.length; at += half) {
      values[at] = 0;
    }
  }

  /** Marks one symbol of a run as doubtful. */
  void doubt(Run run, int index) {
    doubtful[run.tensor()].set(index);
  }
}
