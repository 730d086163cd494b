package dev.sirencast.receiver;

import dev.sirencast.format.BlockCode;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.signature.StreamSignature;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a decoder finds in a stream's frames, as docs/format.md says of its vectors. */
final class VectorText {
  private final StreamManifest manifest;
  private final List<ReceivedTensor> received;
  private final List<@Nullable PatchSymbols> patches;
  private final Reception reception;

  private VectorText(List<byte[]> frames) throws InvalidStreamException {
    Depacketizer depacketizer = Depacketizer.create(DeliveryPolicy.REPAIR, ReceiverLimits.DEFAULTS);
    SirenReceiver receiver =
        SirenReceiver.create(ReceiverOptions.DEFAULTS.withPolicy(DeliveryPolicy.REPAIR));
    frames.forEach(depacketizer::accept);
    frames.forEach(receiver::accept);
    this.reception = receiver.finish();
    this.manifest = reception.manifest();
    ReceivedStream stream = depacketizer.finish();
    this.received = stream.tensors();
    this.patches = stream.patches();
  }

  static String of(List<byte[]> frames) throws InvalidStreamException {
    VectorText text = new VectorText(frames);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("frames", frames.stream().map(VectorText::frame).toList());
    all.put("manifest", text.manifest());
    all.put("tensors", text.tensors());
    if (text.manifest.patches().isPresent()) {
      all.put("patches", text.patches());
    }
    all.put("samples", text.samples());
    return JsonText.of(all);
  }

  private static Map<String, Object> frame(byte[] frame) {
    Map<String, Object> map = PacketHeader.of(frame).toMap();
    map.put("intact", PacketSerializer.parse(frame) instanceof ParsedPacket.Intact);
    return map;
  }

  private Map<String, Object> manifest() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("signal", signal());
    map.put("architecture", architecture());
    map.put("coding", manifest.coding().label());
    map.put("tensors", layouts());
    map.put("groups", manifest.groups().stream().map(VectorText::group).toList());
    manifest.patches().ifPresent(patches -> map.put("patches", description(patches)));
    map.put("manifest_copies", manifest.manifestCopies());
    map.put("seeded", manifest.origin().seeded().tensors());
    if (!manifest.metadata().isEmpty()) {
      Map<String, Object> metadata = new LinkedHashMap<>();
      manifest.metadata().forEach((key, value) -> metadata.put(key, value.display()));
      map.put("metadata", metadata);
    }
    manifest.signature().ifPresent(signature -> map.put("signature", signature(signature)));
    return map;
  }

  private static Map<String, Object> signature(StreamSignature signature) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("public_key", HexFormat.of().formatHex(signature.key().bytes()));
    map.put("digests", HexFormat.of().formatHex(signature.digests()));
    map.put("per_packet", signature.perPacket());
    map.put("copies", signature.copies());
    map.put("value", HexFormat.of().formatHex(signature.value()));
    return map;
  }

  private Map<String, Object> signal() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", manifest.signal().kind().label());
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < manifest.signal().grid().dimensions(); axis++) {
      axes.add(manifest.signal().grid().size(axis));
    }
    map.put("axes", axes);
    map.put("components", manifest.signal().components());
    map.put("bit_depth", manifest.signal().bitDepth());
    return map;
  }

  private Map<String, Object> architecture() {
    SirenArchitecture architecture = manifest.architecture();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("hidden_features", architecture.hiddenFeatures());
    map.put("hidden_layers", architecture.hiddenLayers());
    map.put("omega0_first", architecture.omega0First());
    map.put("omega0_hidden", architecture.omega0Hidden());
    map.put("omega0_last", architecture.omega0Last());
    return map;
  }

  private List<Map<String, Object>> layouts() {
    List<Map<String, Object>> layouts = new ArrayList<>();
    for (int tensor = 0; tensor < manifest.tensors().size(); tensor++) {
      if (!isSeeded(tensor)) {
        TensorLayout layout = manifest.tensors().get(tensor);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tensor", tensor);
        map.put("bits", layout.bits());
        map.put("step", layout.step());
        if (manifest.coding() == WeightCoding.ENTROPY_CODED) {
          map.put("spread", layout.model().spread());
          map.put("deviation", layout.model().deviation());
        }
        layouts.add(map);
      }
    }
    return layouts;
  }

  private static Map<String, Object> description(PatchDescription patches) {
    Map<String, Object> map = new LinkedHashMap<>();
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < patches.grid().grid().dimensions(); axis++) {
      sizes.add(patches.grid().size(axis));
    }
    map.put("sizes", sizes);
    map.put("base_step", patches.baseStep());
    map.put("seed", patches.family().seed());
    List<Map<String, Object>> widths = new ArrayList<>();
    for (int width = 0; width < patches.models().size(); width++) {
      Map<String, Object> own = new LinkedHashMap<>();
      own.put("hidden_features", patches.family().widths().get(width));
      own.put("steps", patches.models().get(width).steps());
      own.put("deviations", patches.models().get(width).deviations());
      own.put("initial", JsonText.floats(patches.family().initial(width)));
      widths.add(own);
    }
    map.put("widths", widths);
    map.put("coded", patches.coded());
    return map;
  }

  private List<Map<String, Object>> patches() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (PatchSymbols patch : patches) {
      if (patch != null) {
        List<Integer> symbols = new ArrayList<>();
        for (short symbol : patch.symbols()) {
          symbols.add((int) symbol);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("patch", patch.patch());
        map.put("width", patch.width());
        map.put("amplitude", patch.amplitude());
        map.put("fineness", patch.fineness());
        map.put("spread", patch.spread());
        map.put("symbols", symbols);
        map.put(
            "weights",
            JsonText.floats(manifest.patches().orElseThrow().dequantize(patch).weights()));
        list.add(map);
      }
    }
    return list;
  }

  private static Map<String, Object> group(PacketGroup group) {
    BlockCode code = group.code();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("tensors", group.tensors());
    map.put("source_packets", group.sourcePackets());
    map.put("repair_packets", code.repairPackets());
    map.put("blocks", code.blocks());
    map.put("body_bytes", group.bodyBytes());
    map.put("skipped_bits", group.part().skipped());
    map.put("refining_bits", group.part().refining());
    map.put("parity_columns", code.columns());
    map.put("slice_bytes", code.sliceBytes());
    map.put("corrected_bytes", code.corrected());
    return map;
  }

  private List<Map<String, Object>> tensors() {
    List<Map<String, Object>> tensors = new ArrayList<>();
    for (int tensor = 0; tensor < received.size(); tensor++) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", SirenWeights.name(tensor));
      map.put("rows", manifest.rows(tensor));
      map.put("columns", manifest.columns(tensor));
      if (!isSeeded(tensor)) {
        addReceived(received.get(tensor), map);
      }
      map.put("weights", JsonText.floats(reception.weights().tensors().get(tensor).toArray()));
      tensors.add(map);
    }
    return tensors;
  }

  private void addReceived(ReceivedTensor tensor, Map<String, Object> map) {
    List<Integer> missing = new ArrayList<>();
    List<Integer> unknown = new ArrayList<>();
    List<Integer> symbols = new ArrayList<>();
    for (int i = 0; i < tensor.values().size(); i++) {
      if (tensor.isMissing(i)) {
        missing.add(i);
      }
      unknown.add(tensor.unknownBits(i));
      if (!manifest.coding().isLossless()) {
        symbols.add(tensor.tensor().symbol(i));
      }
    }
    map.put("missing", missing);
    if (tensor.coarse() > 0) {
      map.put("unknown_bits", unknown);
    }
    if (!symbols.isEmpty()) {
      map.put("symbols", symbols);
    }
  }

  private boolean isSeeded(int tensor) {
    return manifest.origin().seeded().contains(tensor);
  }

  private List<Float> samples() {
    return JsonText.floats(reception.reconstruct().toArray());
  }
}
