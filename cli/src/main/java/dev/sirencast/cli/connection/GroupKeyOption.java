package dev.sirencast.cli.connection;

import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.transport.carousel.GroupKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The secret of a carousel and its listeners, on the command line. */
@Grouped(OptionGroup.CAROUSEL)
public final class GroupKeyOption {
  @Option(
      names = "--group-key",
      paramLabel = "FILE",
      description =
          "Encrypt the carousel with this secret, which all its listeners need: 32 bytes, as"
              + " 'openssl rand -hex 32' writes them.")
  @Reads(secret = true)
  private @Nullable Path file;

  /** Whether there is one. */
  public boolean isGiven() {
    return file != null;
  }

  /**
   * The secret, if one is named.
   *
   * @throws IOException if the file cannot be read
   * @throws dev.sirencast.cli.base.CommandException if it holds none
   */
  public Optional<GroupKey> read() throws IOException {
    return file == null ? Optional.empty() : Optional.of(KeyFile.read(file, GroupKey::ofText));
  }
}
