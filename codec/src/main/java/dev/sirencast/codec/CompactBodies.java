package dev.sirencast.codec;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of the compact lane: each is one {@link RansEncoder} body of its own length, under the
 * models of its symbols' tensors.
 *
 * <p>The erasure code wants equal lengths: it works on a body's length in two bytes, the body, and
 * zeros up to the group's longest.
 */
final class CompactBodies implements SourceBodies {
  /** Bytes in front of a body in what the erasure code works on. */
  static final int LENGTH_BYTES = 2;

  /** The encoder's last state, which every body begins with. */
  private static final int LEAST_BYTES = 4;

  private final GroupLayout layout;
  private final Map<Integer, SymbolTable> tables;

  CompactBodies(GroupLayout layout, Map<Integer, SymbolTable> tables) {
    this.layout = layout;
    this.tables = tables;
  }

  /** The codes of all tensors that have a model. */
  static Map<Integer, SymbolTable> tables(List<TensorLayout> tensors) {
    Map<Integer, SymbolTable> tables = new TreeMap<>();
    for (int tensor = 0; tensor < tensors.size(); tensor++) {
      SymbolModel model = tensors.get(tensor).model();
      if (model != null) {
        tables.put(tensor, model.table());
      }
    }
    return tables;
  }

  @Override
  public List<SymbolRun> runs(int packet) {
    return layout.runs(packet);
  }

  @Override
  public byte[] encode(int packet, List<QuantizedTensor> tensors) {
    RansEncoder encoder = new RansEncoder();
    List<SymbolRun> runs = runs(packet);
    for (int r = runs.size() - 1; r >= 0; r--) {
      SymbolRun run = runs.get(r);
      QuantizedTensor tensor = tensors.get(run.tensor());
      SymbolTable table = tables.get(run.tensor());
      int index = run.start() + (run.count() - 1) * layout.stride();
      for (int i = 0; i < run.count(); i++) {
        encoder.put(table, tensor.symbol(index));
        index -= layout.stride();
      }
    }
    return encoder.finish();
  }

  @Override
  public boolean decode(int packet, byte[] body, short[][] symbols) {
    RansDecoder decoder = new RansDecoder(body);
    for (SymbolRun run : runs(packet)) {
      decoder.read(
          tables.get(run.tensor()),
          symbols[run.tensor()],
          run.start(),
          layout.stride(),
          run.count());
    }
    return decoder.isAtEnd() && clamp(packet, symbols);
  }

  /** Whether all symbols are of the tensors' widths; what is not becomes 0. */
  private boolean clamp(int packet, short[][] symbols) {
    boolean fit = true;
    for (SymbolRun run : runs(packet)) {
      short[] tensor = symbols[run.tensor()];
      int peak = QuantizedTensor.peak(layout.bits(run.tensor()));
      int index = run.start();
      for (int i = 0; i < run.count(); i++) {
        if (Math.abs(tensor[index]) > peak) {
          tensor[index] = 0;
          fit = false;
        }
        index += layout.stride();
      }
    }
    return fit;
  }

  @Override
  public boolean bends() {
    return false;
  }

  @Override
  public boolean fits(int length) {
    return length >= LEAST_BYTES && length % 2 == 0 && length <= layout.bodyBytes();
  }

  @Override
  public int codedBytes() {
    return layout.bodyBytes() + LENGTH_BYTES;
  }

  @Override
  public byte[] toCoded(byte[] body) {
    byte[] coded = new byte[codedBytes()];
    coded[0] = (byte) (body.length >> 8);
    coded[1] = (byte) body.length;
    System.arraycopy(body, 0, coded, LENGTH_BYTES, body.length);
    return coded;
  }

  @Override
  public byte @Nullable [] fromCoded(byte[] coded) {
    int length = (coded[0] & 0xff) << 8 | coded[1] & 0xff;
    return fits(length) ? Arrays.copyOfRange(coded, LENGTH_BYTES, LENGTH_BYTES + length) : null;
  }
}
