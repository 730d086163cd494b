package dev.sirencast.format;

import com.google.protobuf.ByteString;
import dev.sirencast.patch.PatchCoding;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchModel;
import dev.sirencast.proto.Architecture;
import dev.sirencast.proto.Manifest;
import dev.sirencast.proto.PatchWidth;
import dev.sirencast.proto.Patches;
import dev.sirencast.proto.ResilientPatches;
import dev.sirencast.quantization.ShortStep;
import dev.sirencast.siren.SirenArchitecture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The manifest's part on patches. */
final class PatchesMessage {
  private PatchesMessage() {}

  static void add(StreamManifest manifest, Manifest.Builder message) {
    if (manifest.patches().isEmpty()) {
      return;
    }
    PatchDescription patches = manifest.patches().get();
    PatchFamily family = patches.family();
    SirenArchitecture shape = family.shape();
    Patches.Builder one =
        Patches.newBuilder()
            .setShape(
                Architecture.newBuilder()
                    .setHiddenLayers(shape.hiddenLayers())
                    .setOmega0First(factor(shape.omega0First()))
                    .setOmega0Hidden(factor(shape.omega0Hidden()))
                    .setOmega0Last(FactorField.unless(1, shape.omega0Last())))
            .setSeed(family.seed())
            .setFirstScale(family.firstScale())
            .setHiddenScale(family.hiddenScale())
            .setLastScale(family.lastScale())
            .addAllSeeded(family.seeded())
            .setBaseStep(patches.baseStep())
            .setCoded(patches.coded())
            .setEnergy(patches.energy())
            .setRefined(patches.refined())
            .setRest(patches.rest())
            .setPackets(GroupsMessage.message(manifest.patchGroup().orElseThrow()));
    add(patches.coding(), one);
    for (int axis = 0; axis < patches.grid().grid().dimensions(); axis++) {
      one.addSizes(patches.grid().size(axis));
    }
    for (int i = 0; i < family.widths().size(); i++) {
      one.addWidths(width(family.widths().get(i), patches.models().get(i)));
    }
    message.setPatches(one);
  }

  private static void add(PatchCoding coding, Patches.Builder message) {
    if (coding instanceof PatchCoding.Floats floats) {
      message.setFloatBits(floats.bits());
    } else if (coding instanceof PatchCoding.ErrorResilient own) {
      message.setResilient(
          ResilientPatches.newBuilder()
              .setLowBits(own.lowBits())
              .setCorrectedBytes(own.corrected()));
    }
  }

  private static PatchCoding coding(Patches message) {
    if (message.hasResilient()) {
      return new PatchCoding.ErrorResilient(
          message.getResilient().getLowBits(), message.getResilient().getCorrectedBytes());
    }
    return message.getFloatBits() == 0
        ? PatchCoding.ENTROPY_CODED
        : new PatchCoding.Floats(message.getFloatBits());
  }

  private static double factor(double omega0) {
    return FactorField.unless(FactorField.COMMON_OMEGA0, omega0);
  }

  private static PatchWidth width(int features, PatchModel model) {
    ByteBuffer steps = ByteBuffer.allocate(2 * model.steps().size());
    model.steps().forEach(step -> steps.putShort((short) ShortStep.code(step)));
    return PatchWidth.newBuilder()
        .setHiddenFeatures(features)
        .setShortSteps(ByteString.copyFrom(steps.array()))
        .addAllDeviations(model.deviations())
        .build();
  }

  /**
   * Returns what a manifest says of patches.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  static Optional<PatchDescription> parse(Manifest message, SignalDescription signal) {
    if (!message.hasPatches()) {
      return Optional.empty();
    }
    Patches patches = message.getPatches();
    if (patches.getSizesCount() != signal.grid().dimensions()
        || patches.getWidthsCount() == 0
        || patches.getWidthsCount() > PatchFamily.MAX_WIDTHS) {
      throw new IllegalArgumentException(
          "patches have a size an axis and 1 to "
              + PatchFamily.MAX_WIDTHS
              + " widths, got "
              + patches.getSizesCount()
              + " and "
              + patches.getWidthsCount());
    }
    int[] sizes = patches.getSizesList().stream().mapToInt(Integer::intValue).toArray();
    Architecture shape = patches.getShape();
    List<Integer> widths =
        patches.getWidthsList().stream().map(PatchWidth::getHiddenFeatures).toList();
    SirenArchitecture architecture =
        new SirenArchitecture(
            signal.grid().dimensions(),
            widths.get(widths.size() - 1),
            shape.getHiddenLayers(),
            signal.components(),
            omega0(shape.getOmega0First()),
            omega0(shape.getOmega0Hidden()),
            FactorField.orElse(1, shape.getOmega0Last()));
    PatchFamily family =
        new PatchFamily(
            architecture,
            widths,
            patches.getSeed(),
            patches.getFirstScale(),
            patches.getHiddenScale(),
            patches.getLastScale(),
            seeded(patches, architecture.tensors()));
    return Optional.of(
        new PatchDescription(
            PatchGrid.of(signal.grid(), sizes),
            patches.getBaseStep(),
            family,
            patches.getWidthsList().stream().map(PatchesMessage::model).toList(),
            patches.getCoded(),
            patches.getEnergy(),
            patches.getRefined(),
            patches.getRest(),
            coding(patches)));
  }

  private static List<Integer> seeded(Patches patches, int tensors) {
    if (patches.getSeededCount() > tensors) {
      throw new IllegalArgumentException(
          patches.getSeededCount() + " seeded tensors of patches that have " + tensors);
    }
    return patches.getSeededList();
  }

  private static double omega0(double written) {
    return FactorField.orElse(FactorField.COMMON_OMEGA0, written);
  }

  private static PatchModel model(PatchWidth width) {
    ByteBuffer codes = width.getShortSteps().asReadOnlyByteBuffer();
    if (codes.remaining() != 2 * width.getDeviationsCount()) {
      throw new IllegalArgumentException(
          "steps take two bytes each, got "
              + codes.remaining()
              + " bytes of "
              + width.getDeviationsCount());
    }
    List<Float> steps = new ArrayList<>();
    while (codes.hasRemaining()) {
      steps.add(ShortStep.of(Short.toUnsignedInt(codes.getShort())));
    }
    return new PatchModel(steps, width.getDeviationsList());
  }
}
