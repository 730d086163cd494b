package dev.sirencast.cli.options;

import dev.sirencast.receiver.PacketCounts;
import dev.sirencast.receiver.ReceptionReport;
import java.util.Locale;

/** A reception in words. */
public final class ReceptionText {
  private ReceptionText() {}

  /** One line that says how the packets fared, and by which policy. */
  public static String packets(ReceptionReport report, UsedPolicy policy) {
    PacketCounts packets = report.packets();
    StringBuilder text = new StringBuilder();
    text.append(String.format("packets: %d of %d as sent", packets.ok(), packets.expected()));
    append(text, packets.retransmitted(), "retransmitted");
    append(text, packets.repaired(), "repaired");
    append(text, report.repairedBytes(), "bytes restored");
    append(text, packets.damagedDelivered(), "delivered damaged");
    append(text, packets.droppedPolicy(), "dropped damaged");
    append(text, packets.droppedHeader(), "dropped for their header");
    append(text, packets.missingConcealed(), "missing");
    append(text, packets.duplicate(), "duplicate");
    append(text, report.lostPatches(), "patches lost");
    append(text, report.coarsePatches(), "patches coarse");
    append(text, report.damagedPatches(), "patches damaged");
    return text.append("; policy ").append(policy.text()).toString();
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }

  /** One line that says what is not exact, to warn with. */
  public static String degradation(String source, ReceptionReport report) {
    if (report.lostPatches() > 0 && report.inexactTensors().isEmpty()) {
      return String.format(
          Locale.ROOT,
          "%s: damaged: %,d of %,d patches are lost, the base is all there is of them%s%s",
          source,
          report.lostPatches(),
          report.patches(),
          coarse(report, "; %,d are coarse"),
          damaged(report, "; %,d are nearly right"));
    }
    if (report.coarsePatches() > 0 && report.inexactTensors().isEmpty()) {
      return source + ": damaged: " + coarse(report, "%,d patches are coarse");
    }
    if (report.damagedPatches() > 0 && report.inexactTensors().isEmpty()) {
      return source + ": damaged: " + damaged(report, "%,d patches are nearly right");
    }
    return String.format(
        Locale.ROOT,
        "%s: damaged: %,d of %,d weights are lost and concealed, %,d are doubtful%s%s%s",
        source,
        report.concealedWeights(),
        report.weights(),
        report.doubtfulWeights(),
        report.coarseWeights() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d are coarse", report.coarseWeights()),
        report.lostPatches() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; %,d of %,d patches are lost",
                report.lostPatches(),
                report.patches()),
        damaged(report, "; %,d patches are nearly right"));
  }

  private static String damaged(ReceptionReport report, String text) {
    return report.damagedPatches() == 0
        ? ""
        : String.format(Locale.ROOT, text, report.damagedPatches());
  }

  private static String coarse(ReceptionReport report, String text) {
    return report.coarsePatches() == 0
        ? ""
        : String.format(Locale.ROOT, text, report.coarsePatches());
  }
}
