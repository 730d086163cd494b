package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import java.util.ArrayList;
import java.util.List;

/**
 * The repair packets of all classes of a stream: of the high-priority one, where it is apart, then
 * of the matrices, then of the lowest bits, where they are.
 *
 * @param classes one or more
 * @param lowBits how many of the hidden weights' lowest bits are a class of their own
 */
record StreamPlan(List<ClassPlan> classes, int lowBits) {
  private static final int LOW = 2;

  StreamPlan {
    classes = List.copyOf(classes);
  }

  /** The plan without any repair packets. */
  static StreamPlan of(List<ProtectedClass> classes, int lowBits) {
    return new StreamPlan(classes.stream().map(one -> new ClassPlan(one, 0)).toList(), lowBits);
  }

  boolean hasVital() {
    return classes.size() > 1;
  }

  boolean hasLow() {
    return classes.size() > LOW;
  }

  ClassPlan highPriority() {
    return classes.get(0);
  }

  ClassPlan matrices() {
    return classes.get(hiddenAt());
  }

  ClassPlan low() {
    return classes.get(LOW);
  }

  private int hiddenAt() {
    return hasVital() ? 1 : 0;
  }

  StreamPlan withHighPriority(int repairs) {
    return with(0, repairs);
  }

  StreamPlan withMatrices(int repairs) {
    return with(hiddenAt(), repairs);
  }

  StreamPlan withLow(int repairs) {
    return with(LOW, repairs);
  }

  private StreamPlan with(int at, int repairs) {
    List<ClassPlan> changed = new ArrayList<>(classes);
    changed.set(at, classes.get(at).with(repairs));
    return new StreamPlan(changed, lowBits);
  }

  /** Repair packets of all classes. */
  int repairs() {
    return classes.stream().mapToInt(ClassPlan::repairs).sum();
  }

  /** Bytes of all repair packets. */
  long bytes() {
    return classes.stream().mapToLong(ClassPlan::bytes).sum();
  }

  UnequalErrorProtection protection() {
    FecScheme low = hasLow() ? low().scheme() : FecScheme.NONE;
    return new UnequalErrorProtection(highPriority().scheme(), matrices().scheme(), lowBits, low);
  }

  /**
   * What a link takes of the quality.
   *
   * @param on the link, as the whole stream's packets see it
   * @param manifests what becomes of these
   * @param cleanError the mean squared error without damage
   */
  ExpectedLoss loss(StreamLink on, ClassRisk manifests, double cleanError) {
    List<ClassRisk> risks = new ArrayList<>(classes.stream().map(one -> one.risk(on)).toList());
    risks.add(manifests);
    return ExpectedLoss.of(risks, cleanError);
  }
}
