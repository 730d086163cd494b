package dev.sirencast.siren;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tensors that training leaves at their initial values, so that a seed says all there is to
 * know of them: they are never sent, and nothing on the way can damage them.
 *
 * <p>Their values are those of {@link SirenInitializer} for the seed. Immutable and thread-safe.
 *
 * @param seed the initialiser's seed
 * @param tensors numbers of the tensors, as in {@link SirenWeights}; a snapshot
 */
public record SeededTensors(long seed, List<Integer> tensors) {
  private static final SeededTensors NONE = new SeededTensors(0, List.of());

  /** Sorts the numbers and leaves repeated ones out. */
  public SeededTensors {
    SortedSet<Integer> sorted = new TreeSet<>(tensors);
    if (!sorted.isEmpty() && sorted.first() < 0) {
      throw new IllegalArgumentException("a tensor's number is 0 or more, got " + sorted.first());
    }
    tensors = List.copyOf(sorted);
  }

  /** No tensor. */
  public static SeededTensors none() {
    return NONE;
  }

  /** The weight and the bias of the first layer. */
  public static SeededTensors firstLayer(long seed) {
    return new SeededTensors(seed, List.of(0, 1));
  }

  /** The weight of the first layer and the biases of all layers. */
  public static SeededTensors firstLayerAndBiases(SirenArchitecture architecture, long seed) {
    List<Integer> tensors = new ArrayList<>(List.of(0));
    for (int layer = 0; layer < architecture.layers(); layer++) {
      tensors.add(SirenArchitecture.biasId(layer));
    }
    return new SeededTensors(seed, tensors);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return tensors.isEmpty();
  }

  /** Whether a tensor is left at its initial values. */
  public boolean contains(int tensor) {
    return tensors.contains(tensor);
  }

  /** The number of values in the tensors of a network that are not seeded: those that are sent. */
  public int sentWeights(SirenArchitecture architecture) {
    int sent = architecture.parameters();
    for (int tensor : tensors) {
      sent -= architecture.tensorSize(tensor);
    }
    return sent;
  }

  /** Returns weights whose seeded tensors have the values of the seed. */
  public SirenWeights fill(SirenWeights weights) {
    if (isEmpty()) {
      return weights;
    }
    SirenWeights initial = SirenInitializer.initialize(weights.architecture(), seed);
    List<WeightTensor> filled = new ArrayList<>(weights.tensors());
    for (int tensor : tensors) {
      filled.set(tensor, initial.tensors().get(tensor));
    }
    return SirenWeights.of(weights.architecture(), filled);
  }

  /** The seeded tensors' names, joined by commas, or "none". */
  public String names() {
    return isEmpty()
        ? "none"
        : tensors.stream().map(SirenWeights::name).collect(Collectors.joining(", "));
  }
}
