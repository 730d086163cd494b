package dev.sirencast.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Channels that damage frames by what they hold. */
class FrameContentTest {
  @Test
  void scopesOfEarlierVersionsMeanTheSame() {
    String channel = "loss(1%); ber(1e-2,scope=vital); ber(1e-3, scope = hidden)";
    assertEquals(
        FrameContent.labelled("loss(1%); ber(1e-2,scope=high); ber(1e-3,scope=matrices)"),
        FrameContent.labelled(channel));
  }

  @Test
  void scopesThatAreNoneAreNamed() {
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> FrameContent.labelled("ber(1e-2,scope=vitals)"))
            .getMessage();
    assertTrue(refusal.contains("\"vitals\", expected"), refusal);
    assertTrue(refusal.contains("high or matrices"), refusal);
  }
}
