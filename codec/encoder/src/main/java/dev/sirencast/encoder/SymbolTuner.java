package dev.sirencast.encoder;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Trains a network's weights and their rounding together, so that they take no more than some
 * bytes. The trainer has one; an encoder does without.
 *
 * <p>Called on the thread that encodes. An encoder that is shared by threads calls it on all of
 * them.
 */
@FunctionalInterface
public interface SymbolTuner {
  /**
   * What a tuner is to do.
   *
   * @param network whose weights are sent
   * @param aim what they shall reconstruct
   * @param rounded the network's weights as they were rounded without training
   * @param bytes that a stream may take at most
   * @param size the bytes of a whole stream of some tensors
   * @param psnr the quality of rounded weights in decibels; seeded tensors have to be filled in, as
   *     {@link TrainedNetwork#quantized} knows them
   */
  record Task(
      TrainedNetwork network,
      Signal aim,
      List<QuantizedTensor> rounded,
      long bytes,
      ToLongFunction<List<QuantizedTensor>> size,
      ToDoubleFunction<SirenWeights> psnr) {}

  /**
   * Returns the best symbols within the budget; empty if none were found. The encoder checks both:
   * it keeps its own unless these are better and fit.
   *
   * @param listener to be asked between steps, whose hurry ends tuning with the best so far, and
   *     told of them as {@link EncoderProgress.Phase#TUNING}
   * @throws java.util.concurrent.CancellationException if the listener asked for it
   */
  Optional<List<QuantizedTensor>> tune(Task task, EncoderListener listener);
}
