package dev.sirencast.cli.options;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.fuzz.Seeds;
import dev.sirencast.receiver.ReceiverLimits;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code --limits} takes. */
class LimitsFuzzTest {
  static Stream<Arguments> limits() {
    return Seeds.texts("points=200M,work=20T", "weights=1", "work=9223372036854775807");
  }

  @MethodSource("limits")
  @FuzzTest
  void limits(byte[] bytes) {
    try {
      ReceiverLimits limits = LimitsOption.parse(new String(bytes, StandardCharsets.UTF_8));
      assertTrue(limits.maxPoints() >= 1 && limits.maxWeights() >= 1 && limits.maxWork() >= 1);
    } catch (IllegalArgumentException e) {
      assertNotNull(e.getMessage());
    }
  }
}
