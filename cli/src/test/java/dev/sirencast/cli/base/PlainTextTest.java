package dev.sirencast.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  @DisplayName("hostile input 40: control characters in the words of others")
  void nothingOfOthersSteersTheTerminal() {
    assertEquals("?[31mred", PlainText.line("\u001b[31mred"));
    assertEquals("?31m ?x", PlainText.line("\u009b31m \u202ex"));
    assertEquals("a b", PlainText.line("a\r\n  b"));
    assertEquals("a sirencast: warning: fake", PlainText.line("a\u2028sirencast: warning: fake"));
    assertEquals("a?0", PlainText.line("a\u00000"));
    assertEquals("Löwe, 東京, 👍", PlainText.line("Löwe, 東京, 👍"));
    assertEquals("one" + System.lineSeparator() + "t?wo", PlainText.lines("one\nt\u0007wo"));
  }
}
