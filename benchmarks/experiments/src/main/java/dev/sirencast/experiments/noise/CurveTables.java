package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Decibels;
import dev.sirencast.experiments.lab.Measurement;
import dev.sirencast.experiments.lab.Method;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.List;
import java.util.Locale;

/** PSNR against the strength of a noise, as tables and in words. */
final class CurveTables {
  static final String RULE =
      "A curve is above or below mse at a strength if the means differ by more than 0.25 dB and two"
          + " standard errors. *Reproduced*: above at every strength that costs mse 3 dB or more; *in"
          + " part*: above at half of them or more; *not reproduced*: at fewer.";

  /** A noise matters where mse loses this many decibels to it. */
  private static final double HARM = 3;

  private CurveTables() {}

  static void append(StringBuilder page, Result result, List<Curve> curves) {
    String last = "";
    for (Curve curve : curves) {
      if (!curve.subject().equals(last)) {
        page.append("## ").append(curve.subject()).append("\n\n![PSNR against noise](");
        page.append(curve.file()).append(")\n\n");
        last = curve.subject();
      }
      table(page, result, curve);
    }
  }

  private static void table(StringBuilder page, Result result, Curve curve) {
    List<Method> methods = curve.methods(result);
    page.append(curve.heading())
        .append(": weights that are sent, and mean PSNR in dB.\n\n| strength |");
    methods.forEach(method -> page.append(' ').append(method).append(" |"));
    page.append("\n|---:|").append("---:|".repeat(methods.size())).append("\n| weights |");
    for (Method method : methods) {
      long weights = result.weights(method, curve.noises().get(0), curve.subject());
      page.append(' ').append(thousands(weights)).append(" |");
    }
    page.append("\n| clean |");
    for (Method method : methods) {
      Measurement found = result.find(method, curve.noises().get(0), curve.subject()).orElseThrow();
      page.append(' ').append(Decibels.text(found.clean())).append(" |");
    }
    page.append('\n');
    for (WeightNoise noise : curve.noises()) {
      page.append("| ").append(curve.strength(noise)).append(" |");
      for (Method method : methods) {
        Measurement found = result.find(method, noise, curve.subject()).orElseThrow();
        page.append(' ').append(Decibels.text(found.mean())).append(" |");
      }
      page.append('\n');
    }
    page.append('\n');
    for (Method method : methods) {
      if (!method.is("mse")) {
        page.append("- ").append(method).append(": ");
        page.append(verdict(result, curve, method).text()).append('\n');
      }
    }
    page.append('\n');
  }

  private static String thousands(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Decides on a whole curve, by {@link #RULE}. */
  static Verdict verdict(Result result, Curve curve, Method method) {
    int matters = 0;
    int above = 0;
    int below = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (WeightNoise noise : curve.noises()) {
      Measurement mse = result.find(Method.mse(), noise, curve.subject()).orElseThrow();
      Measurement other = result.find(method, noise, curve.subject()).orElseThrow();
      if (mse.failed() || other.failed()) {
        return Verdict.failed(
            mse.failed() ? "mse " + mse.failure() : method + " " + other.failure());
      }
      if (mse.clean() - mse.mean() < HARM) {
        continue;
      }
      double gain = result.gain(method, noise, curve.subject());
      double margin = Math.max(Verdict.LEAST, 2 * result.gainError(method, noise, curve.subject()));
      matters++;
      above += gain > margin ? 1 : 0;
      below += gain < -margin ? 1 : 0;
      least = Math.min(least, gain);
      most = Math.max(most, gain);
    }
    if (matters == 0) {
      return new Verdict(Verdict.Kind.OWN, "no strength costs mse 3 dB");
    }
    String found =
        "above mse at "
            + above
            + " and below it at "
            + below
            + " of the "
            + matters
            + " strengths that matter ("
            + Decibels.gain(least)
            + " to "
            + Decibels.gain(most)
            + " dB)";
    if (!method.key().startsWith("gradient-norm")) {
      return new Verdict(Verdict.Kind.OWN, found);
    }
    Verdict.Kind kind =
        above == matters
            ? Verdict.Kind.REPRODUCED
            : 2 * above >= matters ? Verdict.Kind.IN_PART : Verdict.Kind.NOT_REPRODUCED;
    return new Verdict(kind, kind.words() + ": " + found + "; the paper has it above throughout");
  }
}
