package dev.sirencast.format;

import com.google.protobuf.ByteString;
import dev.sirencast.entropy.SymbolModel;
import dev.sirencast.proto.Manifest;
import dev.sirencast.quantization.ShortStep;
import dev.sirencast.siren.SeededTensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The manifest's part on the tensors: lists of numbers, each as short as it can be.
 *
 * <p>A list has one entry for all tensors, one a layer, or one a tensor, as its length says. What a
 * list says of a seeded tensor means nothing, and checksums are those of the others alone, or a
 * single one of all of them.
 */
final class TensorsMessage {
  private TensorsMessage() {}

  static void add(StreamManifest manifest, Manifest.Builder message) {
    List<TensorLayout> tensors = manifest.tensors();
    SeededTensors seeded = manifest.origin().seeded();
    message.addAllBits(shortest(tensors, seeded, TensorLayout::bits));
    addSteps(shortest(tensors, seeded, TensorLayout::step), message);
    if (manifest.checksum().isPresent()) {
      message.addSymbolsCrc32C(manifest.checksum().getAsInt());
    } else {
      for (int i = 0; i < tensors.size(); i++) {
        if (!seeded.contains(i)) {
          message.addSymbolsCrc32C(tensors.get(i).checksum());
        }
      }
    }
    if (manifest.coding() == WeightCoding.ENTROPY_CODED) {
      message.addAllSpreads(shortest(tensors, seeded, t -> t.model().spread()));
      message.addAllDeviations(shortest(tensors, seeded, t -> t.model().deviation()));
    }
  }

  private static void addSteps(List<Float> steps, Manifest.Builder message) {
    if (!steps.stream().allMatch(ShortStep::isOne)) {
      message.addAllSteps(steps);
      return;
    }
    ByteBuffer codes = ByteBuffer.allocate(2 * steps.size());
    steps.forEach(step -> codes.putShort((short) ShortStep.code(step)));
    message.setShortSteps(ByteString.copyFrom(codes.array()));
  }

  private static List<Float> steps(Manifest message) {
    if (message.getShortSteps().isEmpty()) {
      return message.getStepsList();
    }
    ByteBuffer codes = message.getShortSteps().asReadOnlyByteBuffer();
    if (codes.remaining() % 2 != 0) {
      throw new IllegalArgumentException(
          "steps take two bytes each, got " + codes.remaining() + " bytes");
    }
    List<Float> steps = new ArrayList<>();
    while (codes.hasRemaining()) {
      steps.add(ShortStep.of(Short.toUnsignedInt(codes.getShort())));
    }
    return steps;
  }

  private static <T> List<T> shortest(
      List<TensorLayout> tensors, SeededTensors seeded, Function<TensorLayout, T> field) {
    int layers = tensors.size() / 2;
    for (int entries : new int[] {1, layers}) {
      List<T> values = new ArrayList<>();
      if (fill(tensors, seeded, field, entries, values)) {
        return values;
      }
    }
    return tensors.stream().map(field).toList();
  }

  /** Adds one value for every {@code tensors / entries} tensors; whether they agree. */
  private static <T> boolean fill(
      List<TensorLayout> tensors,
      SeededTensors seeded,
      Function<TensorLayout, T> field,
      int entries,
      List<T> values) {
    int share = tensors.size() / entries;
    for (int entry = 0; entry < entries; entry++) {
      T value = null;
      for (int i = entry * share; i < (entry + 1) * share; i++) {
        T own = field.apply(tensors.get(i));
        if (!seeded.contains(i)) {
          if (value != null && !value.equals(own)) {
            return false;
          }
          value = own;
        }
      }
      values.add(value != null ? value : field.apply(tensors.get(entry * share)));
    }
    return true;
  }

  /** The one checksum of all tensors that are sent; none where each has its own. */
  static OptionalInt jointChecksum(Manifest message, int tensors, SeededTensors seeded) {
    boolean joint = message.getSymbolsCrc32CCount() == 1 && tensors - seeded.tensors().size() > 1;
    return joint ? OptionalInt.of(message.getSymbolsCrc32C(0)) : OptionalInt.empty();
  }

  /**
   * Returns the layouts of a network's tensors.
   *
   * @throws IllegalArgumentException if a list has another length, or a value is out of its range
   */
  static List<TensorLayout> parse(
      Manifest message, WeightCoding coding, int tensors, SeededTensors seeded) {
    int sent = 0;
    boolean joint = jointChecksum(message, tensors, seeded).isPresent();
    List<Float> steps = steps(message);
    List<TensorLayout> layouts = new ArrayList<>();
    for (int i = 0; i < tensors; i++) {
      if (seeded.contains(i)) {
        layouts.add(TensorLayout.SEEDED);
        continue;
      }
      if (!joint && sent == message.getSymbolsCrc32CCount()) {
        throw new IllegalArgumentException("there is no checksum for tensor " + i);
      }
      SymbolModel model =
          coding == WeightCoding.ENTROPY_CODED
              ? new SymbolModel(
                  entry(message.getSpreadsList(), i, tensors),
                  entry(message.getDeviationsList(), i, tensors))
              : TensorLayout.NO_MODEL;
      layouts.add(
          new TensorLayout(
              entry(message.getBitsList(), i, tensors),
              entry(steps, i, tensors),
              joint ? 0 : message.getSymbolsCrc32C(sent++),
              model));
    }
    if (!joint && sent != message.getSymbolsCrc32CCount()) {
      throw new IllegalArgumentException(
          message.getSymbolsCrc32CCount() + " checksums of " + sent + " tensors that are sent");
    }
    return layouts;
  }

  private static <T> T entry(List<T> list, int tensor, int tensors) {
    if (list.size() != 1 && list.size() != tensors / 2 && list.size() != tensors) {
      throw new IllegalArgumentException(
          "a list of the tensors has 1, "
              + tensors / 2
              + " or "
              + tensors
              + " entries, got "
              + list.size());
    }
    return list.get((int) ((long) tensor * list.size() / tensors));
  }
}
