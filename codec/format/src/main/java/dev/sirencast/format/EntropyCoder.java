package dev.sirencast.format;

import dev.sirencast.entropy.RansDecoder;
import dev.sirencast.entropy.RansEncoder;
import dev.sirencast.entropy.SymbolTable;
import dev.sirencast.format.GroupLayout.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Symbols with entropy coding: two interleaved rANS coders with each tensor's {@link SymbolTable}.
 *
 * <p>{@link RansDecoder} says what a body is.
 */
public final class EntropyCoder implements BodyCoder {
  private final List<TensorLayout> tensors;
  private final int skipped;
  private final @Nullable SymbolTable[] tables;
  private final int @Nullable [][] decodings;
  private final RansEncoder encoder = new RansEncoder();
  private final RansDecoder decoder = new RansDecoder();

  /**
   * Codes whole symbols.
   *
   * @param tensors whose models say how likely symbols are, by their numbers
   */
  public EntropyCoder(List<TensorLayout> tensors) {
    this(tensors, BitPlaneRange.WHOLE);
  }

  /** A coder of symbols without their lowest bits. */
  public EntropyCoder(List<TensorLayout> tensors, BitPlaneRange part) {
    this.tensors = tensors;
    this.skipped = part.skipped();
    this.tables = new SymbolTable[tensors.size()];
    this.decodings = new int[tensors.size()][];
  }

  private SymbolTable table(int tensor) {
    SymbolTable table = tables[tensor];
    if (table == null) {
      table = SymbolTable.of(tensors.get(tensor).model(), tensors.get(tensor).bits(), skipped);
      tables[tensor] = table;
    }
    return table;
  }

  private int[] decoding(int tensor) {
    int[] decoding = decodings[tensor];
    if (decoding == null) {
      decoding = table(tensor).decoding();
      decodings[tensor] = decoding;
    }
    return decoding;
  }

  @Override
  public byte[] encode(List<Run> runs, short[][] symbols) {
    push(runs, symbols, 0);
    if (encoder.isMixed()) {
      push(runs, symbols, RansDecoder.LOWEST);
    }
    return encoder.finish();
  }

  private void push(List<Run> runs, short[][] symbols, int first) {
    int count = runs.stream().mapToInt(Run::count).sum();
    encoder.begin(count, first);
    int parity = count & 1;
    for (int i = runs.size() - 1; i >= 0; i--) {
      Run run = runs.get(i);
      SymbolTable table = table(run.tensor());
      short[] values = symbols[run.tensor()];
      int index = run.start() + (run.count() - 1) * run.stride();
      for (int j = run.count(); j > 0; j--, index -= run.stride()) {
        parity ^= 1;
        encoder.push(parity, values[index], table);
      }
    }
  }

  @Override
  public boolean decode(byte[] body, List<Run> runs, short[][] symbols) {
    if (!decoder.open(body)) {
      return false;
    }
    for (Run run : runs) {
      int tensor = run.tensor();
      decoder.read(
          table(tensor), decoding(tensor), symbols[tensor], run.start(), run.stride(), run.count());
    }
    return decoder.isAtEnd();
  }
}
