package dev.sirencast.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.entropy.ModelFit;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.receiver.Reception;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The bytes of a tensor among those that share its packets, but for what the packets' ends add.
 *
 * @param value empty where they cannot be told: in the lossless codings, which compress several
 *     tensors together, and for a tensor of an entropy-coded stream that did not arrive as it was
 *     sent
 */
record TensorBytes(OptionalLong value) {
  static TensorBytes of(Reception reception, int tensor) {
    StreamManifest manifest = reception.manifest();
    if (manifest.origin().seeded().contains(tensor)) {
      return new TensorBytes(OptionalLong.of(0));
    }
    if (manifest.coding() == WeightCoding.ERROR_RESILIENT) {
      long symbols = (long) manifest.rows(tensor) * manifest.columns(tensor);
      return whole(symbols * manifest.tensors().get(tensor).bits());
    }
    boolean exact = !reception.report().inexactTensors().contains(SirenWeights.name(tensor));
    if (manifest.coding() != WeightCoding.ENTROPY_CODED || !exact) {
      return new TensorBytes(OptionalLong.empty());
    }
    TensorLayout layout = manifest.tensors().get(tensor);
    QuantizedTensor symbols = symbols(reception.weights().tensors().get(tensor), layout);
    return whole(ModelFit.of(symbols).codeLength(layout.model()));
  }

  private static TensorBytes whole(double bits) {
    return new TensorBytes(OptionalLong.of((long) Math.ceil(bits / 8)));
  }

  /** The symbols of weights that arrived as they were sent: multiples of the step. */
  private static QuantizedTensor symbols(WeightTensor weights, TensorLayout layout) {
    short[] symbols = new short[weights.size()];
    for (int i = 0; i < symbols.length; i++) {
      double multiple = layout.step() == 0 ? 0 : (double) weights.get(i) / layout.step();
      symbols[i] = (short) Math.rint(multiple);
    }
    return QuantizedTensor.of(
        weights.rows(), weights.columns(), layout.bits(), layout.step(), symbols);
  }

  void addTo(ObjectNode json) {
    if (value.isPresent()) {
      json.put("bytes", value.getAsLong());
    } else {
      json.putNull("bytes");
    }
  }

  @Override
  public String toString() {
    return value.isPresent() ? String.format(Locale.ROOT, "%,d", value.getAsLong()) : "-";
  }
}
