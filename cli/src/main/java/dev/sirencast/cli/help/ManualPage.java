package dev.sirencast.cli.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command's page for {@code man}, in the macros of man(7).
 *
 * <p>Picocli writes such pages as AsciiDoc, which takes forty megabytes of JRuby to become one.
 */
public final class ManualPage {
  private final CommandSpec spec;
  private final String name;
  private final StringBuilder page = new StringBuilder();

  private ManualPage(CommandSpec spec) {
    this.spec = spec;
    this.name = name(spec);
  }

  /** The page's name, as in {@code sirencast-encode}. */
  public static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  /** The page's text. */
  public static String of(CommandSpec spec) {
    return new ManualPage(spec).text();
  }

  private String text() {
    List<String> description = lines(spec.usageMessage().description());
    String version = String.join(" ", spec.root().version());
    macro("TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"" + version + "\" \"SirenCast\"");
    macro("nh"); // names of options have hyphens enough
    macro("ad l");
    section("NAME");
    line(name + " - " + description.get(0));
    section("SYNOPSIS");
    line(Synopsis.of(spec).strip());
    section("DESCRIPTION");
    description.forEach(this::paragraph);
    spec.positionalParameters().stream().filter(arg -> !arg.hidden()).forEach(this::argument);
    OptionLists.grouped(spec)
        .forEach(
            (group, options) -> {
              macro("SS \"" + group.heading() + "\"");
              options.forEach(this::argument);
            });
    HelpLayout.shortHelp(spec).ifPresent(this::examples);
    footer();
    related();
    return page.toString();
  }

  private void argument(ArgSpec argument) {
    macro("TP");
    line(label(argument));
    List<String> description = lines(argument.description());
    for (int i = 0; i < description.size(); i++) {
      if (i > 0) {
        macro("br");
      }
      line(description.get(i).strip());
    }
  }

  private static String label(ArgSpec argument) {
    if (argument instanceof PositionalParamSpec parameter) {
      return parameter.paramLabel();
    }
    OptionSpec option = (OptionSpec) argument;
    String names = String.join(", ", option.names());
    String value = "=" + option.paramLabel();
    int most = option.arity().max();
    return names + (most == 0 ? "" : option.arity().min() == 0 ? "[" + value + "]" : value);
  }

  private void examples(ShortHelp usual) {
    section("EXAMPLES");
    for (String example : usual.examples()) {
      paragraph(spec.root().name() + " " + example);
    }
  }

  private void footer() {
    List<String> footer = new ArrayList<>(lines(spec.usageMessage().footer()));
    if (!footer.isEmpty()) {
      section("NOTES");
      macro("nf");
      footer.forEach(this::line);
      macro("fi");
    }
  }

  private void related() {
    List<CommandSpec> others = new ArrayList<>();
    if (spec.parent() != null) {
      others.add(spec.parent());
    }
    spec.subcommands().values().forEach(command -> others.add(command.getCommandSpec()));
    section("SEE ALSO");
    line(others.stream().map(other -> name(other) + "(1)").collect(Collectors.joining(", ")));
  }

  /** Texts as picocli prints them: with a percent sign for two. */
  private static List<String> lines(String[] texts) {
    return Arrays.stream(texts)
        .flatMap(text -> text.replace("%n", "\n").replace("%%", "%").lines())
        .toList();
  }

  private void section(String title) {
    macro("SH " + title);
  }

  private void paragraph(String text) {
    macro("PP");
    line(text);
  }

  private void macro(String macro) {
    page.append('.').append(macro).append('\n');
  }

  private void line(String text) {
    if (!text.isBlank()) {
      page.append("\\&").append(text.replace("\\", "\\e").replace("-", "\\-")).append('\n');
    }
  }
}
