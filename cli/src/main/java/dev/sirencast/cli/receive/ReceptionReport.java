package dev.sirencast.cli.receive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.ReceptionText;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.cli.options.SignatureText;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.receiver.Reception;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What is said of a signal that was rebuilt, for people and programs.
 *
 * @param seen what was written of it
 * @param policy what was done with damaged packets
 * @param signature what became of the signature, where one was asked for
 * @param fidelity how near it is to the original, where one was named
 */
record ReceptionReport(
    Reception reception,
    SignalDescription seen,
    UsedPolicy policy,
    Optional<SignatureText> signature,
    Optional<Fidelity> fidelity) {
  private static final int ESTIMATE_POINTS = 256;

  /**
   * Fills in a report, and returns it in words.
   *
   * @param target where the signal was written
   * @param start when the work began, by {@link System#nanoTime}
   */
  String addTo(ObjectNode json, Path target, long start) {
    json.put("output", target.toString());
    SignalText.addTo(json, seen);
    policy.addTo(json);
    json.put("decoder", reception.decoding().label());
    Json.reception(json, reception.report());
    signature.ifPresent(one -> one.addTo(json));
    String expected = reception.report().isExact() ? "" : estimate(json);
    fidelity.ifPresent(
        measured -> {
          Json.number(json, "psnr_db", measured.psnr());
          measured.addTo(json);
        });
    double seconds = (System.nanoTime() - start) * 1e-9;
    Json.number(json, "seconds", seconds);
    return String.format(
        Locale.ROOT,
        "%s: %s%s%s, in %.2f s%n%s%s",
        target,
        SignalText.of(seen),
        fidelity.map(measured -> ", " + measured.text("")).orElse(""),
        expected,
        seconds,
        ReceptionText.packets(reception.report(), policy),
        signature.map(one -> String.format("%n%s", one.text())).orElse(""));
  }

  /** What the whole stream would be, as far as what has come of it tells. */
  private String estimate(ObjectNode json) {
    Json.inexactTensors(json, reception.report());
    double estimated =
        reception.estimatedDecibels(ESTIMATE_POINTS)
            + reception.manifest().signal().format().fullScaleDecibels();
    Json.number(json, "estimated_psnr_db", estimated);
    return Double.isFinite(estimated)
        ? String.format(Locale.ROOT, ", about %.1f dB of the whole stream", estimated)
        : "";
  }
}
