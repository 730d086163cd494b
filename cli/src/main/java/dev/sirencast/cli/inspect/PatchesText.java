package dev.sirencast.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.options.FactorText;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.patch.PatchDescription;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a manifest says of patches, in words. */
final class PatchesText {
  private PatchesText() {}

  static void addTo(ObjectNode json, PatchDescription patches) {
    ObjectNode node = json.putObject("patches");
    node.put("grid", patches.grid().toString());
    ArrayNode size = node.putArray("size");
    for (int axis = 0; axis < patches.grid().grid().dimensions(); axis++) {
      size.add(patches.grid().size(axis));
    }
    node.put("coded", patches.coded());
    ArrayNode widths = node.putArray("widths");
    patches.family().widths().forEach(widths::add);
    node.put("hidden_layers", patches.family().shape().hiddenLayers());
    node.put("base_step", patches.baseStep());
    node.put("seeded", patches.family().seededTensors().names());
  }

  static String of(PatchDescription patches, int weights) {
    return String.format(
        Locale.ROOT,
        "its %s patches of %s stand on it, %,d with a network of %s features in %d sine layers,"
            + " omega0 %s%s; %,d weights sent in all",
        patches.grid(),
        patches.grid().sizeText(),
        patches.coded(),
        patches.family().widths().stream().map(String::valueOf).collect(Collectors.joining(", ")),
        patches.family().shape().hiddenLayers() + 1,
        FactorText.of(patches.family().shape().omega0First()),
        seeded(patches),
        weights);
  }

  private static String seeded(PatchDescription patches) {
    return patches.family().seeded().isEmpty()
        ? ""
        : ", seeded and not sent: " + patches.family().seededTensors().names();
  }

  /** Which packets have repair packets: the base always, since all stands on it. */
  static String repair(List<PacketGroup> groups) {
    return groups.stream()
        .map(
            group ->
                String.format(
                    Locale.ROOT,
                    "%,d of %s with %,d repair packets",
                    group.sourcePackets(),
                    group.isOfPatches() ? "patches" : "the base",
                    group.repairPackets()))
        .collect(Collectors.joining(", ", "packets: ", ""));
  }
}
