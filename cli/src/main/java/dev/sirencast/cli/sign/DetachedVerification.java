package dev.sirencast.cli.sign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.connection.KeyFile;
import dev.sirencast.cli.sign.oms.Bundle;
import dev.sirencast.cli.sign.oms.Comparison;
import dev.sirencast.cli.sign.oms.ModelScope;
import dev.sirencast.cli.sign.oms.ModelSignature;
import dev.sirencast.cli.sign.oms.TrustedSigners;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Verifies a signature in a file of its own. */
final class DetachedVerification {
  private DetachedVerification() {}

  /**
   * Says that all is as somebody who is trusted signed it.
   *
   * @param trust files of public keys, or of authorities' certificates
   * @throws CommandException if it is not
   */
  static void run(ConsoleCommand command, ModelScope scope, List<Path> trust) throws IOException {
    TrustedSigners trusted = TrustedSigners.NONE;
    for (Path file : trust) {
      trusted = KeyFile.authorities(file, trusted::with);
    }
    ModelSignature signature = verified(command, scope, trusted);
    Comparison comparison = signature.comparison();
    if (!comparison.isWhole()) {
      throw CommandException.failure(
          scope.path() + ": is not as it was signed; " + comparison.text(), null);
    }
    ObjectNode json = Json.object();
    json.put("input", scope.path().toString());
    ObjectNode node = json.putObject("signature");
    node.put("file", scope.bundle().toString());
    node.put("signed_by", signature.signer());
    node.put("verifies", true);
    node.put("files", comparison.files());
    node.put("bytes", comparison.bytes());
    node.put("model_digest", signature.digest());
    command.print(
        String.format(
            Locale.ROOT,
            "%s: signed by key %s; %,d %s as signed",
            scope.path(),
            signature.signer(),
            comparison.files(),
            comparison.files() == 1 ? "file is" : "files are"),
        json);
  }

  private static ModelSignature verified(
      ConsoleCommand command, ModelScope scope, TrustedSigners trusted) throws IOException {
    Bundle bundle = BundleFile.read(scope.bundle());
    try (ProgressDisplay progress = command.progress("verifying", 0, "bytes")) {
      return ModelSignature.verify(
          scope,
          bundle,
          trusted,
          Instant.now(),
          (done, total) -> {
            progress.phase("verifying", total, "bytes");
            progress.update(done, "");
          });
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(scope.bundle() + ": " + e.getMessage(), e);
    }
  }
}
