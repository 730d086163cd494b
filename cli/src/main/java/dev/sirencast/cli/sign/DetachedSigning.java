package dev.sirencast.cli.sign;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.connection.KeyFile;
import dev.sirencast.cli.sign.oms.BundleSigner;
import dev.sirencast.cli.sign.oms.ModelScope;
import dev.sirencast.cli.sign.oms.ModelSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts signatures of files and folders into files of their own. */
final class DetachedSigning {
  private final ConsoleCommand command;
  private final BundleSigner signer;

  private DetachedSigning(ConsoleCommand command, BundleSigner signer) {
    this.command = command;
    this.signer = signer;
  }

  /** Writes a bundle for each scope, and says so. */
  static void run(ConsoleCommand command, List<ModelScope> scopes, Path keyFile)
      throws IOException {
    BundleSigner signer = KeyFile.read(keyFile, BundleSigner::ofPem);
    for (ModelScope scope : scopes) {
      BundleFile.requireWritable(scope.bundle());
    }
    if (!signer.key().isStandard()) {
      command.warn(
          keyFile
              + ": Ed25519 is no key that OpenSSF Model Signing 1.0 names; other programs may take"
              + " ECDSA alone (P-256, P-384, P-521)");
    }
    DetachedSigning signing = new DetachedSigning(command, signer);
    ObjectNode json = Json.object();
    ArrayNode bundles = json.putArray("bundles");
    List<String> lines = new ArrayList<>();
    for (ModelScope scope : scopes) {
      lines.add(signing.sign(scope, bundles.addObject()));
    }
    command.print(String.join(System.lineSeparator(), lines), json);
  }

  private String sign(ModelScope scope, ObjectNode json) throws IOException {
    ModelSignature signature = signature(scope);
    byte[] bundle = signature.json();
    command.write(scope.bundle(), out -> out.write(bundle));
    int files = signature.comparison().files();
    long bytes = signature.comparison().bytes();
    json.put("input", scope.path().toString());
    json.put("output", scope.bundle().toString());
    json.put("signed_by", signature.signer());
    json.put("files", files);
    json.put("bytes", bytes);
    json.put("model_digest", signature.digest());
    return String.format(
        Locale.ROOT,
        "%s: signature of %s with key %s; %,d %s, %,d bytes",
        scope.bundle(),
        scope.path(),
        signature.signer(),
        files,
        files == 1 ? "file" : "files",
        bytes);
  }

  private ModelSignature signature(ModelScope scope) throws IOException {
    try (ProgressDisplay progress = command.progress("signing", 0, "bytes")) {
      return ModelSignature.sign(
          scope,
          signer,
          (done, total) -> {
            progress.phase("signing", total, "bytes");
            progress.update(done, "");
          });
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(scope.path() + ": " + e.getMessage(), e);
    }
  }
}
