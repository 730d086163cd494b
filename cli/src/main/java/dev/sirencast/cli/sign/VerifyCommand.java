package dev.sirencast.cli.sign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.SignatureText;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.TrustOption;
import dev.sirencast.cli.sign.oms.ModelScope;
import dev.sirencast.receiver.Reception;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: whether a stored stream, or files, are what a key has signed, all of it. */
@Command(
    name = "verify",
    description = {
      "Says whether a key has signed a stored stream, and every packet is there as it was signed.",
      "Exits with 1 where that is not so.",
      "",
      "With --signature the signature is in a file of its own, a bundle of OpenSSF Model Signing, and"
          + " the input any file, or a folder with all its files. --trust then names an ECDSA or"
          + " Ed25519 key, or the certificates of authorities.",
      ""
    },
    sortOptions = false)
public final class VerifyCommand extends ConsoleCommand {
  @Parameters(paramLabel = "INPUT", description = "The stream, or what the bundle is of.")
  @Reads
  private Path input = Path.of("");

  @Option(
      names = "--signature",
      paramLabel = "FILE.sig",
      description = "The bundle, as 'sign --format oms' or another program wrote it.")
  @Reads
  @Grouped(OptionGroup.SIGNATURE)
  private @Nullable Path bundle;

  @Mixin private TrustOption trust = new TrustOption();

  @Option(
      names = "--ignore-paths",
      paramLabel = "PATH",
      description =
          "With --signature: a file or folder in the folder that nobody needs to have signed,"
              + " beside those that the bundle says; may be repeated.")
  @Grouped(OptionGroup.SIGNATURE)
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--ignore-unsigned-files",
      description = "With --signature: let there be files that were not signed.")
  @Grouped(OptionGroup.SIGNATURE)
  private boolean others;

  @Override
  public Integer call() throws IOException {
    if (!trust.isUsed()) {
      throw CommandException.usage(
          "Missing required option: '--trust=PUB.pem', whose signature it should be", null);
    }
    if (bundle != null) {
      Path signature = bundle;
      ModelScope scope =
          CommandException.checked(() -> ModelScope.of(input, signature, ignored, others));
      DetachedVerification.run(this, scope, trust.files());
      return ExitCode.DONE;
    }
    if (others || !ignored.isEmpty()) {
      throw CommandException.usage(
          (others ? "--ignore-unsigned-files" : "--ignore-paths")
              + " goes with --signature FILE.sig",
          null);
    }
    Reception reception =
        StreamFile.receive(
            input.toString(), StreamFile.frames(input), trust.applyTo(StreamFile.UNSEEN));
    SignatureText signature = SignatureText.of(reception);
    if (!signature.isWhole()) {
      throw CommandException.failure(input + ": " + signature.text(), null);
    }
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    signature.addTo(json);
    print(input + ": " + signature.text(), json);
    return ExitCode.DONE;
  }
}
