package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.FecScheme;

/**
 * A class of packets and its repair packets.
 *
 * @param what the class
 * @param repairs its repair packets
 */
record ClassPlan(ProtectedClass what, int repairs) {
  ClassPlan with(int otherRepairs) {
    return new ClassPlan(what, otherRepairs);
  }

  /** Bytes that the repair packets take. */
  long bytes() {
    return (long) repairs * what.repairBytes();
  }

  FecScheme scheme() {
    return what.scheme(repairs);
  }

  /** How likely it fails on a link, and what that does to the samples. */
  ClassRisk risk(StreamLink on) {
    ErasureForecast forecast = what.forecast(on, repairs);
    double flips = on.isErrorResilient() ? what.errors().flips() * on.link().bitErrors() * 1e3 : 0;
    return ClassRisk.of(forecast.failure(), forecast.missing() * what.errors().loss() + flips);
  }

  /** How likely it fails, where a part is of no use. */
  ClassRisk riskOfAll(StreamLink on) {
    return ClassRisk.of(what.forecast(on, repairs).failure(), what.errors().loss());
  }

  /** How many of its packets may be missing, where each is of use without the others. */
  ClassRisk riskOfEach(StreamLink on) {
    MissingSymbols missing = what.missing(on, repairs);
    return ClassRisk.of(missing, what.sources() + repairs, what.errors().loss());
  }
}
