package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.connection.KeyFile;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.encoder.signing.StreamSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --sign}: who says that a stream is theirs. */
@Grouped(OptionGroup.SIGNATURE)
final class SigningOption {
  @Option(
      names = "--sign",
      paramLabel = "KEY.pem",
      description =
          "Sign the stream with this Ed25519 key (openssl genpkey -algorithm ed25519), for"
              + " receivers with --trust. What that takes counts in --bytes.")
  @Reads(secret = true)
  private @Nullable Path file;

  private @Nullable SigningKey key;

  /**
   * Reads the key, where one is named; to be called before any long work begins.
   *
   * @throws IOException if the file cannot be read
   * @throws CommandException if it holds no private key
   */
  void read() throws IOException {
    if (file != null) {
      key = KeyFile.signing(file);
    }
  }

  /** Whether a key is named. */
  boolean isUsed() {
    return file != null;
  }

  /** The name of the key that was read. */
  Optional<String> signer() {
    return Optional.ofNullable(key).map(signing -> signing.publicKey().id());
  }

  /** Returns the stream as it is written. */
  EncodedStream applyTo(EncodedStream stream) {
    SigningKey signing = key;
    return signing == null
        ? stream
        : CommandException.checked(() -> StreamSigner.sign(stream, signing));
  }
}
