package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.codec.FecScheme;
import dev.sirencast.codec.StreamProtection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FecTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "none(correct=8)",
        "rs(100,25)",
        "rs(100,25,slice=64,depth=3,correct=4)",
        "xor(5,8)",
        "vital=rs(20,20); hidden=none",
        "vital=none(correct=16); hidden=none(correct=8); low=none; lowbits=5"
      })
  void isWrittenAsItIsRead(String text) {
    assertEquals(text, FecText.of(FecText.parse(text)));
  }

  @Test
  void classesHaveTheirOwnSchemes() {
    StreamProtection protection = FecText.parse("vital = rs(4,4); low=none(correct=2);lowbits=3");
    assertEquals(FecScheme.reedSolomon(4, 4), protection.vital());
    assertEquals(FecScheme.NONE, protection.hidden());
    assertEquals(FecScheme.NONE.withCorrected(2), protection.low());
    assertEquals(3, protection.lowBits());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rs",
        "rs(1)",
        "rs(1,x)",
        "rs(200,100)",
        "none(3)",
        "none(correct=33)",
        "none(correct=-1)",
        "rs(5,5,width=2)",
        "low=none",
        "vital=none; vital=none",
        "top=none",
        "vital=none; lowbits=0"
      })
  void refusesWhatIsNone(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> FecText.parse(text)).getMessage();
    assertTrue(message.length() > 20 && !message.contains("\n"), message);
  }
}
