package dev.sirencast.cli.base;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.receiver.FrameCounts;
import dev.sirencast.receiver.PacketCounts;
import dev.sirencast.receiver.ReceptionReport;
import dev.sirencast.receiver.TensorReception;
import dev.sirencast.simulation.TrialStatistics;
import dev.sirencast.transport.impairment.ChannelStatistics;
import dev.sirencast.transport.impairment.DelayDistribution;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SortedMap;

/** The parts of the JSON output that several commands share. */
public final class Json {
  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Adds a number with six significant digits, or null where it is not finite. */
  public static void number(ObjectNode object, String key, double value) {
    if (Double.isFinite(value)) {
      object.put(key, new BigDecimal(value).round(SIX_DIGITS).doubleValue());
    } else {
      object.putNull(key);
    }
  }

  /** Adds a stream's metadata: numbers as numbers, all else as text. */
  public static void metadata(ObjectNode object, SortedMap<String, MetadataValue> metadata) {
    metadata.forEach(
        (key, value) -> {
          if (value instanceof MetadataValue.Whole whole) {
            object.put(key, whole.value());
          } else if (value instanceof MetadataValue.Real real && Double.isFinite(real.value())) {
            object.put(key, real.value());
          } else {
            object.put(key, value.display());
          }
        });
  }

  /** Adds a mean, and how sure it is. */
  public static void statistics(ObjectNode object, TrialStatistics statistics) {
    number(object, "mean_psnr_db", statistics.mean());
    number(object, "std_db", statistics.deviation());
    number(object, "p5_psnr_db", statistics.p5());
    number(object, "min_psnr_db", statistics.minimum());
    number(object, "ci95_db", statistics.ci95());
  }

  public static void reception(ObjectNode object, ReceptionReport report) {
    packets(object.putObject("packets"), report.packets());
    frames(object.putObject("frames"), report.frames());
    object.put("weights", report.weights());
    object.put("concealed_weights", report.concealedWeights());
    object.put("coarse_weights", report.coarseWeights());
    object.put("doubtful_weights", report.doubtfulWeights());
    object.put("repaired_bytes", report.repairedBytes());
    if (report.patches() > 0) {
      object.put("coded_patches", report.patches());
      object.put("lost_patches", report.lostPatches());
      object.put("coarse_patches", report.coarsePatches());
      object.put("damaged_patches", report.damagedPatches());
    }
    object.put("exact", report.isExact());
  }

  /** Adds the tensors that are not exactly as they were sent, and how much of each is there. */
  public static void inexactTensors(ObjectNode object, ReceptionReport report) {
    ArrayNode tensors = object.putArray("inexact_tensors");
    for (TensorReception tensor : report.tensors()) {
      if (!tensor.exact()) {
        ObjectNode node = tensors.addObject();
        node.put("name", tensor.name());
        node.put("weights", tensor.weights());
        number(node, "completeness", tensor.completeness());
        node.put("missing", tensor.missing());
        node.put("coarse", tensor.coarse());
        node.put("doubtful", tensor.doubtful());
      }
    }
  }

  private static void packets(ObjectNode object, PacketCounts packets) {
    object.put("expected", packets.expected());
    object.put("ok", packets.ok());
    object.put("repaired", packets.repaired());
    object.put("retransmitted", packets.retransmitted());
    object.put("damaged_delivered", packets.damagedDelivered());
    object.put("dropped_header", packets.droppedHeader());
    object.put("dropped_policy", packets.droppedPolicy());
    object.put("duplicate", packets.duplicate());
    object.put("missing_concealed", packets.missingConcealed());
  }

  static void frames(ObjectNode object, FrameCounts frames) {
    object.put("received", frames.received());
    object.put("accepted", frames.accepted());
    object.put("duplicate", frames.duplicate());
    object.put("dropped_header", frames.droppedHeader());
    object.put("dropped_policy", frames.droppedPolicy());
    object.put("rejected", frames.rejected());
    object.put("waiting", frames.waiting());
  }

  public static void channel(ObjectNode object, ChannelStatistics statistics) {
    object.put("offered", statistics.offered());
    object.put("delivered", statistics.delivered());
    object.put("lost", statistics.lost());
    object.put("queue_drops", statistics.queueDrops());
    object.put("missing", statistics.missing());
    object.put("duplicated", statistics.duplicated());
    object.put("reordered", statistics.reordered());
    object.put("max_displacement", statistics.maxDisplacement());
    object.put("damaged", statistics.damaged());
    object.put("bits_flipped", statistics.bitsFlipped());
    number(object, "loss_rate", statistics.missingRate());
    number(object, "mean_loss_burst", statistics.meanLossBurst());
    delays(object.putObject("delay_ms"), statistics.delays());
  }

  public static void delays(ObjectNode object, DelayDistribution delays) {
    number(object, "mean", 1e3 * delays.meanSeconds());
    number(object, "p50", 1e3 * delays.quantileSeconds(0.5));
    number(object, "p95", 1e3 * delays.quantileSeconds(0.95));
    number(object, "p99", 1e3 * delays.quantileSeconds(0.99));
    number(object, "max", 1e3 * delays.maxSeconds());
  }
}
