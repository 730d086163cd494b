package dev.sirencast.cli.sign;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.StandardData;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.sign.oms.ModelScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sign}: says who made a stream, in the stream itself or in a file beside it. */
@Command(
    name = "sign",
    description = {
      "Signs a stored stream: receivers with --trust take it, and nothing of anybody else's.",
      "What the packets hold stays as it is; the manifest becomes longer, and packets of digests are"
          + " added. A signature that is there is replaced.",
      "",
      "With --format oms the signature of any file, or of a folder with all its files, is a file of"
          + " its own: a bundle of OpenSSF Model Signing 1.0. The input stays as it is.",
      ""
    },
    sortOptions = false)
public final class SignCommand extends ConsoleCommand {
  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "The stream, whole; with --format oms files and folders of any kind.")
  @Reads
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY.pem",
      description =
          "The Ed25519 key, as 'openssl genpkey -algorithm ed25519' writes it; with --format oms an"
              + " ECDSA key (P-256, P-384, P-521) too, which other programs expect.")
  @Reads(secret = true)
  private Path keyFile = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Where the signature goes: siren (default), into the stream; oms, into a file of its own.")
  private SignatureFormat format = SignatureFormat.SIREN;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "Where the signed stream goes, or the bundle: by default INPUT.sig.")
  @Writes
  private @Nullable Path output;

  @Option(
      names = "--ignore-paths",
      paramLabel = "PATH",
      description =
          "With --format oms: a file or folder in the folder that is no part of it, as Git's own"
              + " files never are; may be repeated.")
  private List<String> ignored = new ArrayList<>();

  @Override
  protected void addFiles(CommandFiles files) {
    if (format == SignatureFormat.OMS && output == null) {
      inputs.forEach(input -> files.writes("the bundle", BundleFile.beside(input)));
    }
  }

  @Override
  public Integer call() throws IOException {
    if (format == SignatureFormat.OMS) {
      DetachedSigning.run(this, scopes(), keyFile);
      return ExitCode.DONE;
    }
    if (output == null) {
      throw CommandException.usage("Missing required option: '--output=OUT.siren'", null);
    }
    if (!ignored.isEmpty()) {
      throw CommandException.usage("--ignore-paths goes with --format oms", null);
    }
    if (inputs.size() > 1) {
      throw CommandException.usage(
          "'" + inputs.get(1) + "' is one argument too many; several go with --format oms", null);
    }
    StreamSigning.run(this, inputs.get(0), keyFile, output);
    return ExitCode.DONE;
  }

  private List<ModelScope> scopes() {
    if (output != null && inputs.size() > 1) {
      throw CommandException.usage(
          output + ": -o names one bundle, and there are " + inputs.size() + " inputs", null);
    }
    List<ModelScope> scopes = new ArrayList<>();
    for (Path input : inputs) {
      if (StandardData.isInput(input)) {
        throw CommandException.usage("-: has no name; expected a file or a folder", null);
      }
      Path bundle = output == null ? BundleFile.beside(input) : output;
      scopes.add(CommandException.checked(() -> ModelScope.of(input, bundle, ignored, false)));
    }
    return scopes;
  }
}
