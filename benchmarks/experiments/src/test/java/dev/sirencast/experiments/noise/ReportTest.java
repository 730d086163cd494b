package dev.sirencast.experiments.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.experiments.lab.Measurement;
import dev.sirencast.experiments.lab.Method;
import dev.sirencast.experiments.lab.Row;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the writers make of made-up measurements. */
class ReportTest {
  private static final WeightNoise NOISE = WeightNoise.gaussian(1e-3);

  private static Row row(Method method, String subject, double clean, double mean, String failure) {
    return new Row(
        subject,
        method,
        "loss(" + method.key() + ")",
        NOISE,
        1000,
        new Measurement(clean, mean, 0.5, mean - 1, 25, failure));
  }

  private static Result result() {
    return new Result(
        List.of(
            row(Method.mse(), "kodim01", 40, 21.75, ""),
            row(Method.mse(), "kodim08", 38, 18.44, ""),
            row(Method.gradientNorm(0.01), "kodim01", 39, 22.75, ""),
            row(Method.gradientNorm(0.01), "kodim08", 36, 19.94, ""),
            row(Method.oursLikeForLike(), "kodim01", 33, 31, ""),
            row(Method.oursLikeForLike(), "kodim08", 30, 12, "diverged at step 7")),
        Published::table1);
  }

  @Test
  void markdownHasVerdictsThenDecibels() {
    String expected =
        """
        # Table I: losses compared under noise on the weights

        ## Gaussian noise, sigma 0.001

        Gain over mse in dB, the paper's in brackets.

        | method | kodim01 | kodim08 | without noise | verdict |
        |---|---:|---:|---:|---|
        | gradient norm, 0.01 | +1.00 (+1.91) | +1.50 (+2.06) | -1.50 | reproduced: gains 1.25 dB \
        over mse; the paper gains 1.99 dB over mse |
        | ours, like for like | +9.25 | -6.44 | -7.50 | failed: ours, like for like diverged at step \
        7 on kodim08 |

        PSNR in dB.

        | method | signal | clean | under noise | deviation | worst | paper's convention | the paper |
        |---|---|---:|---:|---:|---:|---:|---:|
        | mse | kodim01 | 40.00 | 21.75 | 0.50 | 20.75 | 15.73 | 15.73 |
        | mse | kodim08 | 38.00 | 18.44 | 0.50 | 17.44 | 12.42 | 12.42 |
        | gradient norm, 0.01 | kodim01 | 39.00 | 22.75 | 0.50 | 21.75 | 16.73 | 17.64 |
        | gradient norm, 0.01 | kodim08 | 36.00 | 19.94 | 0.50 | 18.94 | 13.92 | 14.48 |
        | ours, like for like | kodim01 | 33.00 | 31.00 | 0.50 | 30.00 | 24.98 |  |
        | ours, like for like (diverged at step 7) | kodim08 | 30.00 | 12.00 | 0.50 | 11.00 | 5.98 |  |

        ## How to read it
        """;
    String page = MarkdownReport.of(new Table1(), result(), List.of("one setting"));
    assertEquals(expected, page.substring(0, expected.length()));
    assertTrue(page.endsWith("## Settings\n\n- one setting\n"), page);
    assertTrue(page.contains(Verdict.RULE), page);
  }

  @Test
  void csvHasALineForEachMeasurement() {
    List<String> lines = CsvReport.of(result()).lines().toList();
    assertEquals(7, lines.size());
    assertEquals(
        "signal,method,lambda,loss,noise,clean_psnr_db,mean_psnr_db,std_db,min_psnr_db,draws,"
            + "paper_convention_psnr_db,gain_over_mse_db,published_psnr_db,published_gain_db,"
            + "failure,sent_weights,bytes",
        lines.get(0));
    assertEquals(
        "kodim08,gradient-norm,0.01,\"loss(gradient-norm)\",gaussian:0.001,36.0000,19.9400,0.5000,"
            + "18.9400,25,13.9194,1.5000,14.4800,2.0600,\"\",1000,",
        lines.get(4));
    assertEquals(
        "kodim08,ours-like-for-like,,\"loss(ours-like-for-like)\",gaussian:0.001,30.0000,12.0000,"
            + "0.5000,11.0000,25,5.9794,-6.4400,,,\"diverged at step 7\",1000,",
        lines.get(6));
  }

  @Test
  void curveIsJudgedWhereNoiseHarms() {
    List<Row> rows = new ArrayList<>();
    double[] sigmas = {1e-4, 1e-3, 1e-2};
    double[] plain = {39, 25, 10};
    double[] robust = {30, 26, 9};
    for (int i = 0; i < sigmas.length; i++) {
      WeightNoise noise = WeightNoise.gaussian(sigmas[i]);
      Measurement mse = new Measurement(40, plain[i], 0, plain[i], 9, "");
      Measurement other = new Measurement(35, robust[i], 0, robust[i], 9, "");
      rows.add(new Row("kodim22", Method.mse(), "", noise, 100, mse));
      rows.add(new Row("kodim22", Method.gradientNorm(0.01), "", noise, 50, other));
    }
    Result result = new Result(rows, Claims.NONE);
    Curve curve = new Figure4().curves(result).get(0);
    assertEquals("kodim22, Gaussian noise", curve.heading());
    Verdict verdict = CurveTables.verdict(result, curve, Method.gradientNorm(0.01));
    assertEquals(Verdict.Kind.IN_PART, verdict.kind());
    assertEquals(
        "in part: above mse at 1 and below it at 1 of the 2 strengths that matter (-1.00 to +1.00"
            + " dB); the paper has it above throughout",
        verdict.text());
  }

  @Test
  void measurementSumsUpItsDraws() {
    Measurement measurement = Measurement.of(40, new double[] {20, 22, 24}, "");
    assertEquals(new Measurement(40, 22, 2, 20, 3, ""), measurement);
    assertEquals(4.0 / 3, measurement.meanVariance(), 1e-12);
  }
}
