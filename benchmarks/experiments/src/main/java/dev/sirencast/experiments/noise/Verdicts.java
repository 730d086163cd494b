package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an experiment found, as sentences: the verdicts on the paper's methods first. Along curves
 * the others are told by who is highest where; their own verdicts stand below the tables.
 */
final class Verdicts {
  private Verdicts() {}

  static List<String> of(Definition definition, Result result) {
    List<String> papers = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Section section : definition.sections(result)) {
      for (Method method : result.methods(section.noise())) {
        add(
            method,
            section.heading(),
            result.verdict(method, section.noise(), section.subjects()),
            papers,
            others);
      }
    }
    for (Curve curve : definition.curves(result)) {
      List<String> below = new ArrayList<>();
      for (Method method : curve.methods(result)) {
        add(method, curve.heading(), CurveTables.verdict(result, curve, method), papers, below);
      }
      others.add(curve.heading() + ": " + highest(result, curve));
    }
    papers.addAll(others);
    return papers;
  }

  private static void add(
      Method method, String where, Verdict verdict, List<String> papers, List<String> others) {
    if (!method.is("mse")) {
      boolean published = method.key().startsWith("gradient-norm");
      (published ? papers : others).add(where + ", " + method + ": " + verdict.text() + ".");
    }
  }

  private static String highest(Result result, Curve curve) {
    Map<Method, Integer> wins = new LinkedHashMap<>();
    for (WeightNoise noise : curve.noises()) {
      wins.merge(ranked(result, curve, noise).get(0), 1, Integer::sum);
    }
    String won =
        wins.entrySet().stream()
            .map(win -> win.getKey() + " at " + win.getValue())
            .collect(Collectors.joining("; "));
    WeightNoise strongest = curve.noises().get(curve.noises().size() - 1);
    String there =
        ranked(result, curve, strongest).stream()
            .map(
                method ->
                    String.format(
                        Locale.ROOT, "%s %.1f", method, mean(result, curve, strongest, method)))
            .collect(Collectors.joining("; "));
    return String.format(
        Locale.ROOT,
        "highest of %d strengths: %s; at the greatest, %s, in dB: %s.",
        curve.noises().size(),
        won,
        Double.toString(curve.strength(strongest)),
        there);
  }

  /** The methods, the best first. */
  private static List<Method> ranked(Result result, Curve curve, WeightNoise noise) {
    return curve.methods(result).stream()
        .sorted(
            Comparator.comparingDouble((Method method) -> mean(result, curve, noise, method))
                .reversed())
        .toList();
  }

  private static double mean(Result result, Curve curve, WeightNoise noise, Method method) {
    return result.find(method, noise, curve.subject()).orElseThrow().mean();
  }
}
