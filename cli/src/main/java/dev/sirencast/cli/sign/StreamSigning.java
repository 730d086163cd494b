package dev.sirencast.cli.sign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.connection.KeyFile;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.encoder.signing.StreamSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Puts a signature into a stream. */
final class StreamSigning {
  private StreamSigning() {}

  /** Writes the stream with its signature, and says so. */
  static void run(ConsoleCommand command, Path input, Path keyFile, Path output)
      throws IOException {
    SigningKey key = KeyFile.signing(keyFile);
    OutputFile.requireStream(output, command::warn);
    List<byte[]> frames = StreamFile.frames(input);
    StreamFile.receive(input.toString(), frames, StreamFile.UNSEEN); // says what is wrong with it
    List<byte[]> signed = signed(input, frames, key);
    command.write(
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
    command.print(
        String.format(
            Locale.ROOT,
            "%s: signed with key %s; %,d packets, %,d bytes, %,d of them the signature's",
            output,
            key.publicKey(),
            signed.size(),
            after,
            after - before),
        json);
  }

  private static List<byte[]> signed(Path input, List<byte[]> frames, SigningKey key) {
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
