package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Method;
import java.util.ArrayList;
import java.util.List;

/** All verdicts of an experiment as sentences, those on the paper's methods first. */
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
      for (Method method : curve.methods(result)) {
        add(method, curve.heading(), CurveTables.verdict(result, curve, method), papers, others);
      }
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
}
