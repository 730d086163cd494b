package dev.sirencast.benchmarks;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A network as neural-network coders store it: one entropy-coded block a tensor, without a checksum
 * and without a way in behind its start. The entropy coder is Deflate's Huffman coder; steps and
 * block lengths are taken to arrive.
 */
final class TensorBlocks implements FragileStream {
  private final List<QuantizedTensor> tensors;
  private final SirenWeights weights;
  private final Signal signal;
  private final int[] starts;
  private final byte[] bytes;

  TensorBlocks(SirenWeights weights, int bits, Signal signal) {
    this.tensors = Quantizer.quantize(weights, bits).tensors();
    this.weights = weights;
    this.signal = signal;
    this.starts = new int[tensors.size() + 1];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < tensors.size(); i++) {
      byte[] block = compressed(tensors.get(i));
      out.writeBytes(block);
      starts[i + 1] = starts[i] + block.length;
    }
    this.bytes = out.toByteArray();
  }

  private static byte[] compressed(QuantizedTensor tensor) {
    byte[] symbols = new byte[width(tensor) * tensor.size()];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = (byte) (tensor.symbol(i / width(tensor)) >> 8 * (i % width(tensor)));
    }
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setStrategy(Deflater.HUFFMAN_ONLY);
    deflater.setInput(symbols);
    deflater.finish();
    byte[] block = new byte[2 * symbols.length + 64];
    int length = 0;
    while (!deflater.finished()) {
      length += deflater.deflate(block, length, block.length - length);
    }
    deflater.end();
    return Arrays.copyOf(block, length);
  }

  /** Bytes of a symbol, the lowest first. */
  private static int width(QuantizedTensor tensor) {
    return tensor.bits() > Byte.SIZE ? Short.BYTES : Byte.BYTES;
  }

  private static int symbol(byte[] symbols, int index, int width) {
    return width == 1
        ? symbols[index]
        : symbols[2 * index + 1] << Byte.SIZE | symbols[2 * index] & 0xff;
  }

  /** What came before the impossible code is there. */
  private static void continueWith(byte[] symbols, long written) {
    Arrays.fill(symbols, (int) Math.min(written, symbols.length), symbols.length, (byte) 0);
  }

  @Override
  public String name() {
    return "one entropy-coded block a tensor";
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Symbols behind the first missing byte of a block, or the first impossible code, are 0. */
  @Override
  public double psnr(Damage.Arrived arrived) {
    List<WeightTensor> received = new ArrayList<>();
    for (int t = 0; t < tensors.size(); t++) {
      int width = width(tensors.get(t));
      byte[] symbols = new byte[width * tensors.get(t).size()];
      Inflater inflater = new Inflater(true);
      inflater.setInput(arrived.upToGap(starts[t], starts[t + 1]));
      try {
        inflater.inflate(symbols);
      } catch (DataFormatException e) {
        continueWith(symbols, inflater.getBytesWritten());
      } finally {
        inflater.end();
      }
      float[] values = new float[tensors.get(t).size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = symbol(symbols, i, width) * tensors.get(t).step();
      }
      received.add(WeightTensor.of(tensors.get(t).rows(), tensors.get(t).columns(), values));
    }
    SirenWeights network = SirenWeights.of(weights.architecture(), received);
    return Psnr.decibels(
        signal, SirenNetwork.of(network).reconstruct(signal.format(), signal.grid()));
  }
}
