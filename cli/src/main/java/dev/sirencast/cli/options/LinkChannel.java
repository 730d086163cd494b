package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.simulation.FrameContent;
import dev.sirencast.transport.impairment.ChannelModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What happens to packets on a real way, on the command line. */
@Grouped(OptionGroup.CHANNEL)
public final class LinkChannel {
  @Option(
      names = "--channel",
      paramLabel = "SPEC",
      defaultValue = "none",
      description = "What happens to packets on their way (default: ${DEFAULT-VALUE}).")
  @Reads(FileNaming.CHANNEL)
  private String channel = "none";

  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private RateOption rate = new RateOption();

  @Option(
      names = "--realtime",
      description =
          "Let delays take their time. Without it they, and full queues, follow a virtual clock, and"
              + " only decide on order and loss.")
  private boolean realtime;

  /**
   * The channel.
   *
   * @throws CommandException if there is none such
   */
  public ChannelModel model() {
    return model(channel);
  }

  /** Another channel on the same way. */
  public static ChannelModel model(String channel) {
    return CommandException.checked(() -> FrameContent.unasked(channel));
  }

  public long seed() {
    return seed.value();
  }

  public long bitsPerSecond() {
    return rate.bitsPerSecond();
  }

  public boolean realtime() {
    return realtime;
  }
}
