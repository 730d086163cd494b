package dev.sirencast.cli.demo;

import dev.sirencast.cli.base.ShellWords;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.RepairCode;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The commands that make what the demo made, to the same bytes but for those of the noise. */
final class DemoCommands {
  private static final String PORT = "7700";

  private DemoCommands() {}

  static List<String> patches(PatchStory story, DemoLink link) {
    List<String> lines = new ArrayList<>();
    List<String> encode = List.of("encode", card(story.picture()), "--effort", "fast");
    String overhead = String.format(Locale.ROOT, "%.0f%%", 100 * PatchStory.OVERHEAD);
    lines.add(encoded(encode, List.of("--protect", "none"), link, "patches-plain.siren"));
    lines.add(
        encoded(
            encode,
            List.of("--protect", "auto", "--overhead", overhead, "--channel", channel(link)),
            link,
            "patches-protected.siren"));
    lines.add(command("decode", "patches-plain.siren", "-o", "patches-clean.png"));
    lines.addAll(transfer("patches-plain", story.picture(), link));
    return lines;
  }

  static List<String> network(NetworkStory story, DemoLink link) {
    List<String> lines = new ArrayList<>();
    UnequalErrorProtection added = UnequalErrorProtection.ofOverhead(NetworkStory.OVERHEAD);
    String fec = "high=" + code(added.highPriority()) + "; matrices=" + code(added.matrices());
    lines.add(
        encoded(
            network(story, NetworkStory.PLAIN_BITS),
            List.of("--initial-scale", "1,1", "--protect", "none"),
            link,
            "plain.siren"));
    lines.add(
        encoded(
            network(story, NetworkStory.SHIELDED_BITS),
            List.of("--initial-scale", "1,1", "--fec", fec),
            link,
            "protected.siren"));
    lines.addAll(transfer("protected", story.picture(), link));
    return lines;
  }

  static List<String> noise(NetworkStory story, DemoLink link) {
    return List.of(
        "# here the noise hits weights that were not rounded, there those of a stream",
        encoded(
            network(story, NetworkStory.PLAIN_BITS),
            List.of("--robust", "gaussian:" + DemoCommand.SIGMA),
            link,
            "robust.siren"),
        command(
            "simulate",
            "robust.siren",
            "--reference",
            card(story.picture()),
            "--weights",
            "gauss(sigma=" + DemoCommand.SIGMA + ")",
            "--seed",
            Long.toString(link.seed())));
  }

  private static List<String> network(NetworkStory story, int bits) {
    SirenArchitecture architecture = story.training().weights().architecture();
    return List.of(
        "encode",
        card(story.picture()),
        "--patches",
        "none",
        "--hidden-features",
        Integer.toString(architecture.hiddenFeatures()),
        "--hidden-layers",
        Integer.toString(architecture.hiddenLayers()),
        "--steps",
        Integer.toString(story.training().steps()),
        "--learning-rate",
        Double.toString(DemoCommand.LEARNING_RATE),
        "--bits",
        Integer.toString(bits),
        "--packet-bytes",
        Integer.toString(DemoCommand.PACKET_BYTES));
  }

  private static String encoded(
      List<String> encode, List<String> more, DemoLink link, String stream) {
    List<String> words = new ArrayList<>(encode);
    words.addAll(more);
    words.addAll(List.of("--seed", Long.toString(link.seed()), "-o", stream));
    return ShellWords.command(words);
  }

  /** A stream over a socket, and through the same channel with other draws. */
  private static List<String> transfer(String name, Signal picture, DemoLink link) {
    String seed = Long.toString(link.seed());
    String stream = name + ".siren";
    return List.of(
        command("receive", ":" + PORT, "-o", name + ".png", "--transport", "udp") + " &",
        command(
            "send",
            stream,
            "localhost:" + PORT,
            "--transport",
            "udp",
            "--channel",
            channel(link),
            "--seed",
            seed),
        command(
            "simulate",
            stream,
            "--reference",
            card(picture),
            "--channel",
            channel(link),
            "--trials",
            Integer.toString(link.trials()),
            "--seed",
            seed));
  }

  private static String command(String... words) {
    return ShellWords.command(List.of(words));
  }

  private static String card(Signal picture) {
    return "testcard:" + picture.grid();
  }

  private static String channel(DemoLink link) {
    return link.model().toString();
  }

  private static String code(FecScheme scheme) {
    RepairCode.ReedSolomon code = (RepairCode.ReedSolomon) scheme.repair();
    return "rs(" + code.sources() + "," + code.repairs() + ")";
  }
}
