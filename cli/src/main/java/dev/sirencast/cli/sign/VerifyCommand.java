package dev.sirencast.cli.sign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.options.SignatureText;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.TrustOption;
import dev.sirencast.receiver.Reception;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code verify}: whether a stored stream is what a key has signed, all of it. */
@Command(
    name = "verify",
    description = {
      "Says whether a key has signed a stored stream, and every packet is there as it was signed.",
      "Exits with 1 where that is not so.",
      ""
    },
    sortOptions = false)
public final class VerifyCommand extends ConsoleCommand {
  @Parameters(paramLabel = "IN.siren", description = "The stream.")
  @Reads
  private Path input = Path.of("");

  @Mixin private TrustOption trust = new TrustOption();

  @Override
  public Integer call() throws IOException {
    if (!trust.isUsed()) {
      throw CommandException.usage(
          "Missing required option: '--trust=PUB.pem', whose signature it should be", null);
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
