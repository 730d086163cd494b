package dev.sirencast.experiments.bench;

import java.util.Locale;

/**
 * What patches trained one way hold of a signal.
 *
 * @param how how they were trained
 * @param weights of all patches and the base
 * @param work multiplications and additions of the patches' training, in 10^12, trials not counted
 * @param seconds of training, the base's included
 * @param psnr in decibels, before any rounding
 */
public record PatchRow(PatchCase how, long weights, double work, double seconds, double psnr) {
  /** The line of names that goes before {@link #csv()}. */
  public static final String COLUMNS =
      "study,patch,widths,steps,weights,tera_operations,seconds,psnr_db";

  /** As a line of comma-separated values, without its end. */
  public String csv() {
    return String.format(
        Locale.ROOT,
        "%s,%d,%s,%d,%d,%.3f,%.1f,%.3f",
        how.study().name().toLowerCase(Locale.ROOT),
        how.size(),
        how.widthText(),
        how.steps(),
        weights,
        work,
        seconds,
        psnr);
  }
}
