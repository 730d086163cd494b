package dev.sirencast.cli.sign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.options.KeyFile;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.encoder.signing.StreamSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sign}: a stream in, the same stream out that says who made it. */
@Command(
    name = "sign",
    description = {
      "Signs a stored stream: receivers with --trust take it, and nothing of anybody else's.",
      "What the packets hold stays as it is; the manifest becomes longer, and packets of digests are"
          + " added. A signature that is there is replaced.",
      ""
    },
    sortOptions = false)
public final class SignCommand extends ConsoleCommand {
  @Parameters(paramLabel = "IN.siren", description = "The stream, whole.")
  @Reads
  private Path input = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY.pem",
      description = "The Ed25519 key, as 'openssl genpkey -algorithm ed25519' writes it.")
  @Reads
  private Path keyFile = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT.siren",
      description = "Where the signed stream goes.")
  @Writes
  private Path output = Path.of("");

  @Override
  public Integer call() throws IOException {
    SigningKey key = KeyFile.signing(keyFile);
    OutputFile.requireStream(output, this::warn);
    List<byte[]> frames = StreamFile.frames(input);
    StreamFile.receive(input.toString(), frames, StreamFile.UNSEEN); // says what is wrong with it
    List<byte[]> signed = signed(frames, key);
    write(
        output,
        out -> {
          for (byte[] frame : signed) {
            out.write(frame);
          }
        });
    long before = bytes(frames);
    long after = bytes(signed);
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    json.put("output", output.toString());
    json.put("signed_by", key.publicKey().id());
    json.put("bytes", after);
    json.put("bytes_added", after - before);
    json.put("packets", signed.size());
    print(
        String.format(
            Locale.ROOT,
            "%s: signed with key %s; %,d packets, %,d bytes, %,d of them the signature's",
            output,
            key.publicKey(),
            signed.size(),
            after,
            after - before),
        json);
    return ExitCode.DONE;
  }

  private List<byte[]> signed(List<byte[]> frames, SigningKey key) {
    try {
      return StreamSigner.sign(frames, key);
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": " + e.getMessage(), e);
    }
  }

  private static long bytes(List<byte[]> frames) {
    return frames.stream().mapToLong(frame -> frame.length).sum();
  }
}
