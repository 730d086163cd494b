package dev.sirencast.cli.demo;

import dev.sirencast.simulation.TrialStatistics;
import java.util.Locale;

/** What the demo made, as a table. */
final class DemoText {
  private DemoText() {}

  static String of(DemoResult result) {
    PatchStory patches = result.patches();
    NetworkStory network = result.network();
    StringBuilder text = new StringBuilder();
    head(text, "in patches, " + patches.picture().grid(), "received");
    row(text, patches.plain());
    row(text, patches.shielded());
    head(text, "one network, " + network.picture().grid(), "received");
    row(text, network.plain());
    row(text, network.shielded());
    head(text, "its weights under noise", "noisy");
    row(text, "plain", network.plainNoise());
    row(text, "trained for it", network.robustNoise());
    text.append(
        String.format(
            Locale.ROOT,
            "%npatches encoded in %.1f s; %s%nchannel %s, seed %d, over UDP on this machine's"
                + " loopback%nnoise %s on every weight that is sent%n",
            result.patchSeconds(),
            losses(patches),
            result.link().model(),
            result.link().seed(),
            network.plainNoise().noise()));
    return text.toString();
  }

  /** How many patches are the base alone, without and with protection. */
  static String losses(PatchStory story) {
    return String.format(
        Locale.ROOT,
        "%s patches are lost without repair packets, %s with them",
        lost(story.plain()),
        lost(story.shielded()));
  }

  /** What did not arrive of a stream in patches. */
  static String lost(DemoStream stream) {
    return stream
        .transfer()
        .reception()
        .map(r -> r.report().lostPatches() + " of " + r.report().patches())
        .orElse("all");
  }

  private static void head(StringBuilder text, String story, String received) {
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-24s %8s %9s %12s %14s %9s%n",
            story,
            "bytes",
            "clean dB",
            received + " dB",
            "simulated mean",
            "5th perc."));
  }

  private static void row(StringBuilder text, DemoStream stream) {
    row(
        text,
        stream.name(),
        String.format(Locale.ROOT, "%,d", stream.encoded().bytes()),
        stream.cleanPsnr(),
        stream.psnr(),
        stream.simulated());
  }

  private static void row(StringBuilder text, String name, DemoNoise noise) {
    row(text, name, "", noise.cleanPsnr(), noise.psnr(), noise.simulated());
  }

  private static void row(
      StringBuilder text,
      String name,
      String bytes,
      double clean,
      double received,
      TrialStatistics simulated) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-24s %8s %9.2f %12.2f %14.2f %9.2f%n",
            "  " + name,
            bytes,
            clean,
            received,
            simulated.mean(),
            simulated.p5()));
  }
}
