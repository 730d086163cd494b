package dev.sirencast.experiments.bench;

import java.util.Locale;

/**
 * A network in a budget of bytes.
 *
 * @param net the network
 * @param how what was done: {@code pack}, or {@code tuned} if trained on the signal as well
 * @param budget bytes at most
 * @param bytes of the whole stream
 * @param psnr of what comes of it against the picture, in decibels
 * @param rounding what did best within that
 * @param seconds that it took
 */
public record CodecRow(
    RatedNet net,
    String how,
    long budget,
    long bytes,
    double psnr,
    String rounding,
    double seconds) {
  /** The line of names that goes before {@link #csv()}. */
  public static final String COLUMNS =
      "network,coding,budget_bytes,bytes,psnr_db,rounding,nncodec_bytes_at_psnr,ratio,seconds";

  /** Our bytes over the peer's at this PSNR, NaN where the peer was not measured. */
  public double ratio() {
    return bytes / net.peerBytes(psnr);
  }

  /** As a line of comma-separated values, without its end. */
  public String csv() {
    double peer = net.peerBytes(psnr);
    return String.format(
        Locale.ROOT,
        "%s,%s,%d,%d,%.3f,%s,%s,%s,%.1f",
        net.file(),
        how,
        budget,
        bytes,
        psnr,
        rounding,
        Double.isNaN(peer) ? "" : String.format(Locale.ROOT, "%.0f", peer),
        Double.isNaN(peer) ? "" : String.format(Locale.ROOT, "%.3f", ratio()),
        seconds);
  }
}
