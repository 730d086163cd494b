package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Measurement;
import dev.sirencast.experiments.lab.Method;
import dev.sirencast.experiments.lab.Row;
import dev.sirencast.experiments.loss.LossRow;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that an experiment measured, beside what the paper has.
 *
 * @param rows what was measured
 * @param claims the paper's figures
 * @param losses what came of streams over channels that lose packets; may be none
 */
record Result(List<Row> rows, Claims claims, List<LossRow> losses) {

  /** Of noise on the weights alone. */
  Result(List<Row> rows, Claims claims) {
    this(rows, claims, List.of());
  }

  List<String> subjects() {
    return rows.stream().map(Row::subject).distinct().toList();
  }

  List<WeightNoise> noises() {
    return rows.stream().map(Row::noise).distinct().toList();
  }

  List<Method> methods() {
    return rows.stream().map(Row::method).distinct().toList();
  }

  /** The methods measured under a noise. */
  List<Method> methods(WeightNoise noise) {
    return rows.stream()
        .filter(row -> row.noise().equals(noise))
        .map(Row::method)
        .distinct()
        .toList();
  }

  Optional<Measurement> find(Method method, WeightNoise noise, String subject) {
    return row(method, noise, subject).map(Row::measurement);
  }

  private Optional<Row> row(Method method, WeightNoise noise, String subject) {
    return rows.stream()
        .filter(row -> row.method().equals(method))
        .filter(row -> row.noise().equals(noise))
        .filter(row -> row.subject().equals(subject))
        .findFirst();
  }

  /** The weights that are sent. */
  long weights(Method method, WeightNoise noise, String subject) {
    return row(method, noise, subject).orElseThrow().weights();
  }

  private Measurement get(Method method, WeightNoise noise, String subject) {
    return find(method, noise, subject)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    method + " was not measured on " + subject + " under " + noise));
  }

  /** What a method gains over mse under a noise on one signal. */
  double gain(Method method, WeightNoise noise, String subject) {
    return get(method, noise, subject).mean() - get(Method.mse(), noise, subject).mean();
  }

  /** The same without noise. */
  double cleanGain(Method method, WeightNoise noise, String subject) {
    return get(method, noise, subject).clean() - get(Method.mse(), noise, subject).clean();
  }

  /** The standard error of {@link #gain}, of the draws alone. */
  double gainError(Method method, WeightNoise noise, String subject) {
    return Math.sqrt(
        get(method, noise, subject).meanVariance()
            + get(Method.mse(), noise, subject).meanVariance());
  }

  /**
   * The verdict on a method under a noise: gains are averaged over those signals for which the
   * paper has one, or over all if it has none.
   */
  Verdict verdict(Method method, WeightNoise noise, List<String> signals) {
    for (Method trained : List.of(method, Method.mse())) {
      for (String signal : signals) {
        Measurement measurement = get(trained, noise, signal);
        if (measurement.failed()) {
          return Verdict.failed(trained + " " + measurement.failure() + " on " + signal);
        }
      }
    }
    if (method.is("mse")) {
      return Verdict.baseline();
    }
    List<String> claimed =
        signals.stream().filter(s -> claims.gain(method, noise, s).isPresent()).toList();
    List<String> over = claimed.isEmpty() ? signals : claimed;
    double gain = 0;
    double variance = 0;
    double claim = 0;
    for (String signal : over) {
      gain += gain(method, noise, signal) / over.size();
      variance += Math.pow(gainError(method, noise, signal) / over.size(), 2);
      claim += claims.gain(method, noise, signal).orElse(0) / over.size();
    }
    return Verdict.of(
        gain,
        Math.sqrt(variance),
        claimed.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(claim));
  }
}
