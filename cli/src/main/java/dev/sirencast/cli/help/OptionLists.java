package dev.sirencast.cli.help;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lists of a command's options as its help shows them. */
final class OptionLists {
  /** Columns that a group's heading takes, beside the names of its options. */
  private static final int HEADING = 14;

  private final Help help;
  private final CommandSpec spec;

  OptionLists(Help help) {
    this.help = help;
    this.spec = help.commandSpec();
  }

  /** A command's options but the hidden ones, by what they are about. */
  static Map<OptionGroup, List<OptionSpec>> grouped(CommandSpec spec) {
    return spec.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparingInt(OptionSpec::order))
        .collect(
            Collectors.groupingBy(
                OptionLists::group, () -> new EnumMap<>(OptionGroup.class), Collectors.toList()));
  }

  /** What an option's field says of it, else the field's class; else it is about the output. */
  private static OptionGroup group(OptionSpec option) {
    Field field = (Field) option.userObject();
    return Stream.of(field, field.getDeclaringClass())
        .map(element -> element.getAnnotation(Grouped.class))
        .filter(Objects::nonNull)
        .findFirst()
        .map(Grouped::value)
        .orElse(OptionGroup.OUTPUT);
  }

  /** The options of these names, which spaces part, explained. */
  String of(String names) {
    return explained(Arrays.stream(names.split(" ")).map(spec::findOption).toList());
  }

  /** All options, explained in their groups. */
  String groups() {
    StringBuilder text = new StringBuilder();
    grouped(spec)
        .forEach(
            (group, options) ->
                text.append(String.format("%n%s:%n", group.heading())).append(explained(options)));
    return text.toString();
  }

  /** The names of all options, in their groups. */
  String names() {
    int width = spec.usageMessage().width();
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(HEADING, 2, Overflow.SPAN),
            new Column(width - HEADING, 0, Overflow.WRAP));
    grouped(spec)
        .forEach(
            (group, options) ->
                table.addRowValues(
                    group.heading(),
                    options.stream()
                        .map(OptionSpec::longestName)
                        .collect(Collectors.joining(" "))));
    return String.format("%nAll options; %s explains them:%n", HelpLayout.ALL) + table;
  }

  private String explained(List<OptionSpec> options) {
    Help.Layout layout =
        help.createDefaultLayout(
            new ArrayList<>(spec.options()),
            new ArrayList<>(spec.positionalParameters()),
            help.colorScheme());
    layout.addOptions(options, help.createDefaultParamLabelRenderer());
    return layout.toString();
  }
}
