package dev.sirencast.cli.base;

import dev.sirencast.transport.impairment.ChannelPreset;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * The grammar of {@code --channel} and its presets, below the help of the commands that have it.
 */
public final class ChannelHelp {
  private static final List<String> COMMANDS = List.of("simulate", "compare", "send", "relay");

  private ChannelHelp() {}

  /** Adds the text to the help of each such command. */
  public static void addTo(CommandLine line) {
    String[] footer = lines().stream().map(text -> text.replace("%", "%%")).toArray(String[]::new);
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              if (COMMANDS.contains(name)) {
                command.getCommandSpec().usageMessage().footer(footer);
              }
            });
  }

  static List<String> lines() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "",
                "Channels, joined by ';', applied in the order of netem whatever theirs:",
                "  dup(1%)  loss(1%)  loss(count=5,of=100)  ge(p=2%,r=25%,bad=100%,good=0%)",
                "  trace(FILE)  corrupt(0.1%)",
                "  ber(1e-5,scope=payload|header|frame; simulated: |manifest|high|matrices)",
                "  rate(2Mbit,queue=64,overhead=28)  reorder(5%,gap=3)",
                "  delay(20ms,jitter=5ms,dist=uniform|normal|exponential|pareto,order=free|kept)",
                "",
                "Presets, one direction of a link:"));
    for (ChannelPreset preset : ChannelPreset.values()) {
      lines.add("  " + preset.label() + "  " + preset.channel());
      lines.add("      " + preset.source());
    }
    return lines;
  }
}
