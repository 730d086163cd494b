package dev.sirencast.encoder.packet;

import dev.sirencast.entropy.ModelFit;
import dev.sirencast.entropy.SymbolModel;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;

/** Describes a network's tensors, with the models that cost least in all. */
final class TensorLayouts {
  /** What the two indices of a model take in the manifest. */
  private static final int MODEL_BITS = 16;

  private TensorLayouts() {}

  static List<TensorLayout> of(
      List<QuantizedTensor> tensors, SeededTensors seeded, WeightCoding coding) {
    List<SymbolModel> models =
        coding == WeightCoding.ENTROPY_CODED ? models(tensors, seeded) : List.of();
    List<TensorLayout> layouts = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      SymbolModel model = models.isEmpty() ? TensorLayout.NO_MODEL : models.get(i);
      layouts.add(
          seeded.contains(i) ? TensorLayout.SEEDED : TensorLayout.of(tensors.get(i), model));
    }
    return layouts;
  }

  /** A model for every tensor, or one for weight and bias of every layer. */
  private static List<SymbolModel> models(List<QuantizedTensor> tensors, SeededTensors seeded) {
    List<SymbolModel> own = new ArrayList<>();
    List<SymbolModel> shared = new ArrayList<>();
    double ownBits = 0;
    double sharedBits = 0;
    for (int layer = 0; layer < tensors.size() / 2; layer++) {
      List<QuantizedTensor> sent = new ArrayList<>();
      for (int tensor = SirenArchitecture.weightId(layer);
          tensor <= SirenArchitecture.biasId(layer);
          tensor++) {
        List<QuantizedTensor> alone =
            seeded.contains(tensor) ? List.of() : List.of(tensors.get(tensor));
        ModelFit fit = ModelFit.of(alone);
        own.add(fit.best());
        ownBits += fit.codeLength(own.get(tensor)) + MODEL_BITS;
        sent.addAll(alone);
      }
      ModelFit fit = ModelFit.of(sent);
      SymbolModel model = fit.best();
      shared.add(model);
      shared.add(model);
      sharedBits += fit.codeLength(model) + MODEL_BITS;
    }
    return ownBits < sharedBits ? own : shared;
  }
}
