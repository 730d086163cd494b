package dev.sirencast.trainer.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks of one shape that the tensor engine evaluates on the CPU by batched products, all at the
 * same points: what the receiver's plain Java is measured against. Several threads may evaluate
 * batches at once; closing while one does is an error.
 */
public final class EngineStack implements AutoCloseable {
  private final NDManager manager;
  private final NDArray coordinates;
  private final List<StackWeights> batches;

  private EngineStack(NDManager manager, NDArray coordinates, List<StackWeights> batches) {
    this.manager = manager;
    this.coordinates = coordinates;
    this.batches = batches;
  }

  /**
   * Returns networks.
   *
   * @param weights of each network, in the order of {@link
   *     dev.sirencast.siren.SirenWeights#toFlatArray}
   * @param coordinates of the points, axis after axis
   * @param together networks that are one batch, 1 or more
   * @throws IllegalStateException if the engine cannot be started
   */
  public static EngineStack of(
      SirenArchitecture architecture, List<float[]> weights, float[] coordinates, int together) {
    if (together < 1) {
      throw new IllegalArgumentException("a batch has 1 network or more, got " + together);
    }
    DjlEngine engine = DjlEngine.get();
    NDManager manager = engine.newManager(engine.device(TrainingDevice.CPU));
    NDArray factors = StackWeights.factors(manager, architecture);
    int parameters = architecture.parameters();
    List<StackWeights> batches = new ArrayList<>();
    for (int first = 0; first < weights.size(); first += together) {
      List<float[]> own = weights.subList(first, Math.min(weights.size(), first + together));
      float[] flat = new float[own.size() * parameters];
      for (int i = 0; i < own.size(); i++) {
        System.arraycopy(own.get(i), 0, flat, i * parameters, parameters);
      }
      NDArray stacked = manager.create(flat, new Shape(own.size(), parameters));
      batches.add(StackWeights.of(manager, architecture, stacked, factors));
    }
    int inputs = architecture.inputs();
    return new EngineStack(
        manager,
        manager.create(coordinates, new Shape(inputs, coordinates.length / inputs)),
        batches);
  }

  /** The number of batches. */
  public int batches() {
    return batches.size();
  }

  /**
   * Returns the raw outputs of a batch's networks: of each, component after component, one value a
   * point.
   *
   * @param threads the engine's threads for an operation of the calling thread, 1 or more
   */
  public float[] evaluate(int threads, int batch) {
    DjlEngine.get().useThreads(threads);
    try (NDArray y = StackPass.outputs(batches.get(batch), coordinates)) {
      return y.toFloatArray();
    }
  }

  /** Frees the weights. */
  @Override
  public void close() {
    manager.close();
  }
}
