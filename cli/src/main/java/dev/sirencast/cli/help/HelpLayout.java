package dev.sirencast.cli.help;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;

/** Gives commands that have a {@link ShortHelp} their help; the others have picocli's. */
public final class HelpLayout {
  /** The option that asks for all of a command's help, rather than the usual. */
  public static final String ALL = "--help-all";

  private HelpLayout() {}

  /** The short help of a command, if it has one. */
  public static Optional<ShortHelp> shortHelp(CommandSpec spec) {
    return Optional.ofNullable(spec.userObject().getClass().getAnnotation(ShortHelp.class));
  }

  /** Has a command line and its subcommands explain their usual options, and name the rest. */
  public static void addTo(CommandLine line) {
    shortHelp(line.getCommandSpec())
        .ifPresent(
            usual ->
                lay(
                    line,
                    help -> new OptionLists(help).of(usual.options()),
                    help -> new OptionLists(help).names() + examples(help, usual)));
    line.getSubcommands().values().forEach(HelpLayout::addTo);
  }

  /** Has a command explain all options, in groups. */
  public static void expand(CommandLine line) {
    shortHelp(line.getCommandSpec())
        .ifPresent(
            usual ->
                lay(
                    line,
                    help -> new OptionLists(help).groups(),
                    help -> help.footer() + examples(help, usual)));
  }

  private static void lay(
      CommandLine line, IHelpSectionRenderer options, IHelpSectionRenderer footer) {
    Map<String, IHelpSectionRenderer> sections = line.getHelpSectionMap();
    sections.put(SECTION_KEY_SYNOPSIS, help -> Synopsis.of(help.commandSpec()));
    sections.put(SECTION_KEY_OPTION_LIST, options);
    sections.put(SECTION_KEY_FOOTER, footer);
    line.setHelpSectionMap(sections);
  }

  private static String examples(Help help, ShortHelp usual) {
    StringBuilder text = new StringBuilder(String.format("%nExamples:%n"));
    String program = help.commandSpec().root().name();
    for (String example : usual.examples()) {
      text.append(String.format("  %s %s%n", program, example));
    }
    return text.toString();
  }
}
