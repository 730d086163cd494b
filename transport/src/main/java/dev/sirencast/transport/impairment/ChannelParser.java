package dev.sirencast.transport.impairment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the grammar that {@link ChannelModel#parse} describes. */
final class ChannelParser {
  private static final Pattern IMPAIRMENT = Pattern.compile("(\\w+)\\s*\\(([^()]*)\\)");
  private static final int QUOTED_CHARACTERS = 60;

  private ChannelParser() {}

  static List<Impairment> parse(String text) {
    List<Impairment> impairments = new ArrayList<>();
    for (String part : text.split(";")) {
      if (!part.isBlank()) {
        impairments.add(parseOne(part.strip()));
      }
    }
    return impairments;
  }

  private static Impairment parseOne(String text) {
    try {
      Matcher matcher = IMPAIRMENT.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("expected name(value,key=value), as in loss(1%)");
      }
      ImpairmentKind<?> kind = kind(matcher.group(1));
      return kind.read(Arguments.parse(matcher.group(2), kind.keys()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          oneLine(
              "cannot read \""
                  + shortened(text)
                  + "\" in the channel: "
                  + e.getMessage()
                  + "; known impairments: "
                  + ImpairmentKind.examples()),
          e);
    }
  }

  private static ImpairmentKind<?> kind(String name) {
    for (ImpairmentKind<?> kind : ImpairmentKind.ALL) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("there is no impairment \"" + shortened(name) + "\"");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static String shortened(String text) {
    return text.length() <= QUOTED_CHARACTERS ? text : text.substring(0, QUOTED_CHARACTERS) + "...";
  }
}
