package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.SocketAddressArgument;
import dev.sirencast.cli.connection.GroupKeyOption;
import dev.sirencast.cli.connection.MulticastOptions;
import dev.sirencast.cli.connection.SecurityOptions;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.transport.carousel.CarouselOptions;
import dev.sirencast.transport.carousel.CarouselStatistics;
import dev.sirencast.transport.carousel.FrameCarousel;
import dev.sirencast.transport.publish.FramePublisher;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A server's carousel, on the command line. */
@Grouped(OptionGroup.CAROUSEL)
final class CarouselSending {
  @Option(
      names = "--carousel",
      paramLabel = "HOST:PORT",
      description = {
        "Send all streams here too, over UDP, over and over, for any number of"
            + " 'sirencast fetch --carousel'. A multicast group's address as a rule, such as"
            + " 239.1.2.3:7701."
      })
  private @Nullable String address;

  @Option(
      names = "--carousel-rate",
      paramLabel = "MBIT",
      defaultValue = "10",
      description = "Megabits a second of the carousel (default: ${DEFAULT-VALUE}).")
  private double megabits;

  @Mixin private MulticastOptions multicast = new MulticastOptions();
  @Mixin private GroupKeyOption groupKey = new GroupKeyOption();

  /**
   * What to send to.
   *
   * @return nothing where no carousel is asked for
   * @throws CommandException if the options are wrong, or what they ask for is not safe
   */
  Optional<InetSocketAddress> address(SecurityOptions security) throws IOException {
    if (address == null) {
      if (groupKey.isGiven()) {
        throw CommandException.usage("--group-key: only with --carousel", null);
      }
      return Optional.empty();
    }
    security.requireNoLoneKey();
    options();
    InetSocketAddress to = SocketAddressArgument.parse(address);
    if (!multicast.isLoopback() && !groupKey.isGiven()) {
      security.requirePlainAllowed("--carousel", to);
    }
    return Optional.of(to);
  }

  FrameCarousel start(FramePublisher publisher, InetSocketAddress to) throws IOException {
    return FrameCarousel.start(publisher, to, options());
  }

  /** Adds what was sent. */
  void addTo(ObjectNode json, CarouselStatistics sent) {
    ObjectNode node = json.putObject("carousel");
    node.put("to", address);
    node.put("group_key", groupKey.isGiven());
    node.put("datagrams", sent.datagrams());
    node.put("bytes", sent.bytes());
    node.put("packets", sent.frames());
    node.put("repair_rows", sent.repairs());
    node.put("rounds", sent.rounds());
  }

  private CarouselOptions options() throws IOException {
    CarouselOptions plain =
        CommandException.checked(
            () -> CarouselOptions.defaults().withBitsPerSecond((long) (megabits * 1e6)));
    CarouselOptions routed =
        multicast.networkInterface().map(plain::withNetworkInterface).orElse(plain);
    return groupKey.read().map(routed::withGroupKey).orElse(routed);
  }
}
