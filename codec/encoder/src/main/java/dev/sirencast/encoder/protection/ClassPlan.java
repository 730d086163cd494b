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
    return new ClassRisk(forecast.failure(), forecast.missing() * what.errors().loss() + flips);
  }
}
