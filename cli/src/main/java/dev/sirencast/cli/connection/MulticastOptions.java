package dev.sirencast.cli.connection;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import java.io.IOException;
import java.net.NetworkInterface;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network multicast uses, on the command line. */
@Grouped(OptionGroup.CAROUSEL)
public final class MulticastOptions {
  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description =
          "The network interface for a multicast group, such as eth0 (default: the" + " system's).")
  private @Nullable String name;

  /**
   * The interface, if one is named.
   *
   * @throws CommandException if there is none of that name
   */
  public Optional<NetworkInterface> networkInterface() throws IOException {
    if (name == null) {
      return Optional.empty();
    }
    NetworkInterface found = NetworkInterface.getByName(name);
    if (found == null) {
      throw CommandException.usage("--interface: there is no network interface " + name, null);
    }
    return Optional.of(found);
  }

  /** Whether what is sent stays on this machine because of the interface. */
  public boolean isLoopback() throws IOException {
    Optional<NetworkInterface> via = networkInterface();
    return via.isPresent() && via.get().isLoopback();
  }
}
