package dev.sirencast.encoder.rounding;

import dev.sirencast.entropy.ModelFit;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What an entropy-coded stream of some tensors takes, estimated: the symbols' code lengths, the
 * packets' headers and the manifest. Thread-safe.
 */
public final class EstimatedSize implements ToLongFunction<List<QuantizedTensor>> {
  private static final int PACKET = 1100;
  private static final int HEADER = 24;
  private static final int MANIFEST = 70;
  private static final int TENSOR = 7;

  /** The estimate in bytes; tensors whose step is 0 are not sent. */
  @Override
  public long applyAsLong(List<QuantizedTensor> tensors) {
    double bits = 0;
    int sent = 0;
    for (QuantizedTensor tensor : tensors) {
      if (tensor.step() > 0) {
        sent++;
        ModelFit fit = ModelFit.of(tensor);
        bits += fit.codeLength(fit.best());
      }
    }
    long body = (long) Math.ceil(bits / 8);
    long packets = Math.max(1, (body + PACKET - HEADER - 1) / (PACKET - HEADER));
    return body + HEADER * (packets + 1) + MANIFEST + (long) TENSOR * sent;
  }
}
