package dev.sirencast.experiments.loss;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.simulation.PairedDifference;
import dev.sirencast.simulation.TrialStatistics;

/**
 * What came of one method's stream over one channel. Decibels are PSNR with peak 1 on samples in
 * [0, 1]; where nothing decodes, grey is counted.
 *
 * @param subject name of the signal
 * @param method that trained what is in the stream
 * @param loss that was minimised, as the trainer prints it
 * @param percent of the packets that are lost
 * @param weights in the stream
 * @param bytes of all packets
 * @param packets of the stream
 * @param clean decibels where nothing is lost
 * @param found decibels over the transfers
 * @param arrived the share of the transfers in which anything was decoded
 * @param overFirst the gain over the first method in the same transfers
 */
public record LossRow(
    String subject,
    Method method,
    String loss,
    int percent,
    long weights,
    long bytes,
    int packets,
    double clean,
    TrialStatistics found,
    double arrived,
    PairedDifference overFirst) {

  /** The channel as {@code simulate} writes it. */
  public String channel() {
    return channel(percent);
  }

  static String channel(int percent) {
    return "loss(" + percent + "%)";
  }
}
