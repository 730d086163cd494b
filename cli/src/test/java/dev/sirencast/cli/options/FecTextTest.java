package dev.sirencast.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FecTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "xor(5,10)",
        "rs(100,20)",
        "rs(100,20,slice=64,depth=4)",
        "none(slice=32)",
        "rs(40,4,correct=2)",
        "high=rs(15,9); matrices=rs(150,40,slice=64)",
        "high=rs(15,9); matrices=xor(9,9,slice=128); low=rs(12,1); lowbits=3"
      })
  void whatIsReadIsWrittenAgain(String text) {
    assertEquals(text, FecText.of(FecText.parse(text)));
  }

  @Test
  void namesOfEarlierVersionsMeanTheSame() {
    assertEquals(
        FecText.parse("high=rs(15,9); matrices=rs(150,40,slice=64)"),
        FecText.parse("vital=rs(15,9); hidden=rs(150,40,slice=64)"));
    assertThrows(
        IllegalArgumentException.class, () -> FecText.parse("vital=rs(3,4); high=rs(3,4)"));
  }

  @Test
  void oneCodeIsForAllPackets() {
    FecScheme scheme = FecScheme.reedSolomon(10, 4).withSliceBytes(64);
    assertEquals(UnequalErrorProtection.equal(scheme), FecText.parse(" rs( 10, 4 , slice=64) "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rs",
        "rs(3)",
        "rs(3,4,5)",
        "rs(3,x)",
        "rs(300,10)",
        "rs(3,4,slice=7)",
        "rs(3,4,slices=64)",
        "xor(99,99)",
        "xor(2147483647,1)",
        "turbo(1,2)",
        "high=rs(3,4); high=none",
        "high=rs(3,4); top=none",
        "matrices=none; low=rs(3,4)",
        "matrices=none; lowbits=0",
        "matrices=none; lowbits=15",
        "rs(1,1); rs(1,1)"
      })
  void whatIsNoneIsRefusedInOneLine(String text) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> FecText.parse(text));
    assertTrue(!refusal.getMessage().isEmpty() && !refusal.getMessage().contains("\n"));
  }
}
