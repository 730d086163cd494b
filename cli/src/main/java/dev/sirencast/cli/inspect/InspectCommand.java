package dev.sirencast.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.PlainText;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.options.FactorText;
import dev.sirencast.cli.options.ReceptionText;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.cli.options.SignatureText;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.cli.report.StreamInventory;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what a stream holds, where its bytes go, and whether it is whole. */
@Command(
    name = "inspect",
    description = "Shows a stored stream's manifest, tensors, bytes and integrity.",
    sortOptions = false)
public final class InspectCommand extends ConsoleCommand {
  @Parameters(paramLabel = "IN.siren", description = "The stream; - for standard input.")
  @Reads
  private Path input = Path.of("");

  @Option(
      names = "--predict",
      description = "Predict too what noise on the weights does to the signal.")
  private boolean predict;

  @Override
  public Integer call() throws IOException {
    List<byte[]> frames = StreamFile.frames(input);
    Reception reception = StreamFile.receive(input.toString(), frames, StreamFile.UNSEEN);
    StreamInventory inventory = StreamInventory.of(reception.manifest(), frames);
    Optional<NoiseForecast> forecast =
        predict ? Optional.of(NoiseForecast.of(reception)) : Optional.empty();
    Optional<SignatureText> signature = SignatureText.ofOwn(reception.manifest(), frames);
    ObjectNode json = json(reception, inventory, forecast);
    signature.ifPresent(own -> own.addTo(json));
    String signed = signature.map(own -> String.format("%n%s", own.text())).orElse("");
    print(text(reception, inventory, forecast) + signed, json);
    return ExitCode.DONE;
  }

  private ObjectNode json(
      Reception reception, StreamInventory inventory, Optional<NoiseForecast> forecast) {
    StreamManifest manifest = reception.manifest();
    int weights = sentWeights(reception);
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    SignalText.addTo(json, manifest.signal());
    json.put("architecture", manifest.architecture().toString());
    Json.number(json, "omega0_first", manifest.architecture().omega0First());
    Json.number(json, "omega0_hidden", manifest.architecture().omega0Hidden());
    Json.number(json, "omega0_last", manifest.architecture().omega0Last());
    json.put("coding", manifest.coding().label());
    json.put("seeded", manifest.origin().seeded().names());
    json.put("sent_weights", weights);
    manifest.patches().ifPresent(patches -> PatchesText.addTo(json, patches));
    json.put("trained_noise", manifest.origin().noise().toString());
    json.put("decoder", reception.decoding().label());
    forecast.ifPresent(predicted -> predicted.addTo(json));
    json.put("bytes", inventory.bytes());
    Json.number(json, "bits_per_weight", 8.0 * inventory.bytes() / weights);
    String point = SignalText.point(manifest.signal().kind());
    Json.number(
        json, "bits_per_" + point, 8.0 * inventory.bytes() / manifest.signal().grid().points());
    ObjectNode purposes = json.putObject("bytes_by_purpose");
    purposes.put("manifest", inventory.body(PacketKind.MANIFEST));
    purposes.put("metadata", inventory.body(PacketKind.METADATA));
    purposes.put("weights", inventory.body(PacketKind.SOURCE));
    purposes.put("checks", inventory.checkBytes());
    purposes.put("repair", inventory.body(PacketKind.REPAIR));
    purposes.put("digests", inventory.body(PacketKind.DIGESTS));
    purposes.put("headers", inventory.headerBytes());
    purposes.put("unreadable", inventory.unreadableBytes());
    ArrayNode groups = json.putArray("groups");
    for (PacketGroup group : manifest.groups()) {
      ObjectNode node = groups.addObject();
      node.put("tensors", names(group));
      node.put("skipped_bits", group.part().skipped());
      node.put("refining_bits", group.part().refining());
      node.put("source_packets", group.sourcePackets());
      node.put("repair_packets", group.repairPackets());
      node.put("blocks", group.code().blocks());
      node.put("parity_columns", group.code().columns());
      node.put("slice_bytes", group.code().sliceBytes());
      node.put("corrected_bytes", group.code().corrected());
    }
    ObjectNode integrity = json.putObject("integrity");
    integrity.put("intact", inventory.intact());
    integrity.put("damaged", inventory.damaged());
    integrity.put("unreadable", inventory.unreadable());
    policy(reception).addTo(json);
    Json.reception(json, reception.report());
    ArrayNode tensors = json.putArray("tensors");
    for (int tensor = 0; tensor < manifest.tensors().size(); tensor++) {
      TensorLayout layout = manifest.tensors().get(tensor);
      ObjectNode node = tensors.addObject();
      node.put("name", SirenWeights.name(tensor));
      node.put("rows", manifest.rows(tensor));
      node.put("columns", manifest.columns(tensor));
      node.put("bits", layout.bits());
      Json.number(node, "step", layout.step());
      TensorBytes.of(reception, tensor).addTo(node);
      node.put("exact", isExact(reception, tensor));
      node.put("seeded", manifest.origin().seeded().contains(tensor));
    }
    ObjectNode metadata = json.putObject("metadata");
    Json.metadata(metadata, manifest.metadata());
    return json;
  }

  private static UsedPolicy policy(Reception reception) {
    return UsedPolicy.of(ReceiverOptions.DEFAULTS, reception.report());
  }

  private static String names(PacketGroup group) {
    return group.isOfPatches()
        ? "patches"
        : group.tensors().stream().map(SirenWeights::name).collect(Collectors.joining(" "));
  }

  /** The weights that are sent; of patches, those that are there. */
  private static int sentWeights(Reception reception) {
    StreamManifest manifest = reception.manifest();
    SeededTensors seeded = manifest.origin().seeded();
    return reception
        .patches()
        .map(patches -> (int) patches.sentWeights(seeded))
        .orElseGet(() -> seeded.sentWeights(manifest.architecture()));
  }

  private static String state(Reception reception, int tensor) {
    if (reception.manifest().origin().seeded().contains(tensor)) {
      return "seeded, not sent";
    }
    return isExact(reception, tensor) ? "ok" : "DAMAGED";
  }

  private static boolean isExact(Reception reception, int tensor) {
    return !reception.report().inexactTensors().contains(SirenWeights.name(tensor));
  }

  private String text(
      Reception reception, StreamInventory inventory, Optional<NoiseForecast> forecast) {
    StreamManifest manifest = reception.manifest();
    int weights = manifest.architecture().parameters();
    int sent = sentWeights(reception);
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s: %s, %s",
        input,
        SignalText.of(manifest.signal()),
        SignalText.components(manifest.signal()));
    line(
        text,
        "network %s, omega0 %s first, %s hidden, %s last; %,d weights, %,d of them sent",
        manifest.architecture(),
        FactorText.of(manifest.architecture().omega0First()),
        FactorText.of(manifest.architecture().omega0Hidden()),
        FactorText.of(manifest.architecture().omega0Last()),
        weights,
        manifest.origin().seeded().sentWeights(manifest.architecture()));
    manifest.patches().ifPresent(patches -> line(text, "%s", PatchesText.of(patches, sent)));
    line(
        text,
        "%,d bytes in the %s weight coding: %.2f bits a weight, %.2f bits a %s, %s",
        inventory.bytes(),
        manifest.coding().label(),
        8.0 * inventory.bytes() / sent,
        8.0 * inventory.bytes() / manifest.signal().grid().points(),
        SignalText.point(manifest.signal().kind()),
        SignalText.share(manifest.signal(), inventory.bytes()));
    if (!manifest.origin().noise().isNone()) {
      line(
          text,
          "trained to stand %s; decoded %s where it comes exactly",
          manifest.origin().noise(),
          manifest.origin().meanField() ? "at its mean" : "as it is");
    }
    manifest
        .metadata()
        .forEach((key, value) -> line(text, "%s", PlainText.line(key + ": " + value.display())));
    text.append(System.lineSeparator());
    line(text, "%-18s %10s %5s %12s %10s  %s", "tensor", "shape", "bits", "step", "bytes", "");
    for (int tensor = 0; tensor < manifest.tensors().size(); tensor++) {
      TensorLayout layout = manifest.tensors().get(tensor);
      int rows = manifest.rows(tensor);
      int columns = manifest.columns(tensor);
      line(
          text,
          "%-18s %10s %5d %12.4g %10s  %s",
          SirenWeights.name(tensor),
          rows + "x" + columns,
          layout.bits(),
          layout.step(),
          TensorBytes.of(reception, tensor),
          state(reception, tensor));
    }
    text.append(System.lineSeparator());
    line(text, "%-18s %10s %10s", "purpose", "packets", "bytes");
    purpose(text, "weights", manifest.sourcePackets(), inventory.body(PacketKind.SOURCE));
    line(text, "%-18s %10s %,10d", "their checks", "", inventory.checkBytes());
    purpose(text, "repair", manifest.repairPackets(), inventory.body(PacketKind.REPAIR));
    purpose(text, "manifest", manifest.manifestCopies(), inventory.body(PacketKind.MANIFEST));
    purpose(
        text,
        "metadata",
        manifest.packets(PacketKind.METADATA),
        inventory.body(PacketKind.METADATA));
    if (manifest.signature().isPresent()) {
      purpose(
          text,
          "digests",
          manifest.packets(PacketKind.DIGESTS),
          inventory.body(PacketKind.DIGESTS));
    }
    purpose(text, "headers", manifest.packets(), inventory.headerBytes());
    if (inventory.unreadable() > 0) {
      purpose(text, "unreadable", inventory.unreadable(), inventory.unreadableBytes());
    }
    line(text, "%-18s %10s %,10d", "all", "", inventory.bytes());
    if (manifest.patches().isPresent()) {
      line(text, "%s", PatchesText.repair(manifest.groups()));
    }
    text.append(System.lineSeparator());
    forecast.ifPresent(predicted -> line(text, "%s", predicted.text()));
    text.append(ReceptionText.packets(reception.report(), policy(reception)));
    return text.toString();
  }

  private static void purpose(StringBuilder text, String name, int packets, long bytes) {
    line(text, "%-18s %,10d %,10d", name, packets, bytes);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing())
        .append(System.lineSeparator());
  }
}
