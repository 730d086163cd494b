package dev.sirencast.codec;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;

/** Bodies of the fixed-width lane: all as long as the group's longest, filled up with zero bits. */
record FixedWidthBodies(GroupLayout layout) implements SourceBodies {

  @Override
  public List<SymbolRun> runs(int packet) {
    return layout.runs(packet);
  }

  @Override
  public byte[] encode(int packet, List<QuantizedTensor> tensors) {
    byte[] body = new byte[layout.bodyBytes()];
    SymbolBits.Writer writer = new SymbolBits.Writer(body);
    for (SymbolRun run : runs(packet)) {
      QuantizedTensor tensor = tensors.get(run.tensor());
      int index = run.start();
      for (int i = 0; i < run.count(); i++) {
        writer.write(tensor.symbol(index), layout.bits(run.tensor()));
        index += layout.stride();
      }
    }
    return body;
  }

  @Override
  public boolean decode(int packet, byte[] body, short[][] symbols) {
    SymbolBits.Reader reader = new SymbolBits.Reader(body);
    for (SymbolRun run : runs(packet)) {
      short[] tensor = symbols[run.tensor()];
      int bits = layout.bits(run.tensor());
      int index = run.start();
      for (int i = 0; i < run.count(); i++) {
        tensor[index] = (short) reader.read(bits);
        index += layout.stride();
      }
    }
    return true;
  }

  @Override
  public boolean bends() {
    return true;
  }

  @Override
  public boolean fits(int length) {
    return length == layout.bodyBytes();
  }

  @Override
  public int codedBytes() {
    return layout.bodyBytes();
  }

  @Override
  public byte[] toCoded(byte[] body) {
    return body;
  }

  @Override
  public byte[] fromCoded(byte[] coded) {
    return coded;
  }
}
