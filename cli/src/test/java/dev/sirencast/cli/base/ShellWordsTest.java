package dev.sirencast.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
  @Test
  void wordsThatAShellWouldTakeApartAreQuoted() {
    assertEquals(
        "sirencast send a.siren host:7700 --channel \"ge(p=2%,r=25%); ber(1e-5)\" -o 'a$b'",
        ShellWords.command(
            List.of(
                "send",
                "a.siren",
                "host:7700",
                "--channel",
                "ge(p=2%,r=25%); ber(1e-5)",
                "-o",
                "a$b")));
  }

  @Test
  void whatNoDoubleQuotesHoldStandsInSingleOnes() {
    assertEquals("\"it's\"", ShellWords.quoted("it's"));
    assertEquals("'it'\\''s \"$5\"'", ShellWords.quoted("it's \"$5\""));
    assertEquals("\"\"", ShellWords.quoted(""));
    assertEquals("zwölf.png", ShellWords.quoted("zwölf.png"));
  }
}
