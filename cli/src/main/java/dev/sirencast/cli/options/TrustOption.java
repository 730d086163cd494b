package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.connection.KeyFile;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.format.signature.SignerKey;
import dev.sirencast.receiver.ReceiverOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --trust}: whose streams alone are taken. */
@Grouped(OptionGroup.SIGNATURE)
public final class TrustOption {
  private static final String NAME = "--trust";

  @Option(
      names = NAME,
      paramLabel = "PUB.pem",
      description =
          "Take streams alone that this Ed25519 key has signed (encode --sign, sign), and of them"
              + " no packet that is not as it was signed: it counts as lost; may be repeated.")
  @Reads
  private List<Path> files = new ArrayList<>();

  /** Whether a key is named. */
  public boolean isUsed() {
    return !files.isEmpty();
  }

  /** The files that are named. */
  public List<Path> files() {
    return List.copyOf(files);
  }

  /**
   * Returns the keys.
   *
   * @throws IOException if a file cannot be read
   * @throws CommandException if one holds no public key
   */
  public List<SignerKey> keys() throws IOException {
    List<SignerKey> keys = new ArrayList<>();
    for (Path file : files) {
      keys.add(KeyFile.trusted(file));
    }
    return keys;
  }

  /**
   * Returns options that trust these keys alone, where one is named.
   *
   * @throws IOException if a file cannot be read
   * @throws CommandException if one holds no public key, or the policy is for damaged packets
   */
  public ReceiverOptions applyTo(ReceiverOptions options) throws IOException {
    if (!isUsed()) {
      return options;
    }
    options
        .policy()
        .filter(policy -> policy.deliversDamaged())
        .ifPresent(
            policy -> {
              throw CommandException.usage(
                  "--policy "
                      + policy.label()
                      + " takes damaged packets, which nobody signed; --trust goes with strict and"
                      + " repair",
                  null);
            });
    return options.withTrusted(keys());
  }
}
