package dev.sirencast.transport.impairment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the grammar that {@link ChannelModel#parse} describes. */
final class ChannelParser {
  private static final Pattern IMPAIRMENT = Pattern.compile("(\\w+)\\s*\\(([^()]*)\\)");
  private static final int MAX_IMPAIRMENTS = 100;

  private ChannelParser() {}

  static List<Impairment> parse(String text, List<String> labels) {
    List<Impairment> impairments = new ArrayList<>();
    int start = 0;
    for (String part : text.split(";", -1)) {
      if (!part.isBlank()) {
        int indent = part.indexOf(part.strip());
        impairments.addAll(parsePart(part.strip(), start + indent + 1, labels));
      }
      start += part.length() + 1;
      if (impairments.size() > MAX_IMPAIRMENTS) {
        throw new IllegalArgumentException(
            "a channel has at most " + MAX_IMPAIRMENTS + " impairments");
      }
    }
    return impairments;
  }

  /** Reads one impairment, or a preset, which stands for several. */
  private static List<Impairment> parsePart(String text, int position, List<String> labels) {
    try {
      return ChannelPreset.find(text)
          .map(preset -> parse(preset.channel(), labels))
          .orElseGet(() -> List.of(parseOne(text, labels)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          oneLine(
              "cannot read \""
                  + Arguments.shortened(text)
                  + "\" at character "
                  + position
                  + " of the channel: "
                  + e.getMessage()
                  + "; known impairments: "
                  + ImpairmentKind.examples()
                  + "; presets: "
                  + ChannelPreset.labels()),
          e);
    }
  }

  private static Impairment parseOne(String text, List<String> labels) {
    Matcher matcher = IMPAIRMENT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected name(value,key=value), as in loss(1%), or the name of a preset");
    }
    return ImpairmentKind.read(matcher.group(1), matcher.group(2), labels);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
