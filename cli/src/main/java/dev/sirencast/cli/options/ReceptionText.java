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
    append(text, packets.repaired(), "repaired");
    append(text, report.repairedBytes(), "bytes restored");
    append(text, packets.damagedDelivered(), "delivered damaged");
    append(text, packets.droppedPolicy(), "dropped damaged");
    append(text, packets.droppedHeader(), "dropped for their header");
    append(text, packets.missingConcealed(), "missing");
    append(text, packets.duplicate(), "duplicate");
    return text.append("; policy ").append(policy.text()).toString();
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }

  /** One line that says what is not exact, to warn with. */
  public static String degradation(String source, ReceptionReport report) {
    return String.format(
        Locale.ROOT,
        "%s: damaged: %,d of %,d weights are lost and concealed, %,d are doubtful%s",
        source,
        report.concealedWeights(),
        report.weights(),
        report.doubtfulWeights(),
        report.coarseWeights() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d are coarse", report.coarseWeights()));
  }
}
