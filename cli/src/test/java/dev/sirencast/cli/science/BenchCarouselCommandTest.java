package dev.sirencast.cli.science;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class BenchCarouselCommandTest {
  /** One frame is sent until it arrives; of two, any two of what is sent are enough. */
  @Test
  void expectationsOfTheShortestStreamsAreKnown() {
    assertEquals(1 / 0.6, new CarouselExpectation(1, 0.4).coded(1, 1), 1e-6);
    assertEquals(1 / 0.6, new CarouselExpectation(1, 0.4).plain(1), 1e-6);
    assertEquals(2, new CarouselExpectation(2, 0.5).coded(1, 1), 1e-6);
    // Of two that are sent in turn: half the sum over t of 1 - P(both have come after t).
    assertEquals(2.5, new CarouselExpectation(2, 0.5).plain(1), 1e-6);
    // The slower of two listeners of one frame: 2 / q - 1 / (1 - p p).
    assertEquals(4 - 1 / 0.75, new CarouselExpectation(1, 0.5).coded(1, 2), 1e-6);
    assertEquals(1, new CarouselExpectation(185, 0).coded(2, 64), 1e-9);
    assertEquals(1, new CarouselExpectation(185, 0).plain(64), 1e-9);
    assertEquals(1.25, new CarouselExpectation(185, 0.2).coded(1, 1), 0.005);
  }

  @Test
  void allListenersGetAllAndTcpStandsBeside() throws Exception {
    CommandRun run =
        CommandRun.of(
            "bench",
            "carousel",
            "--frames",
            40,
            "--loss",
            "0,20",
            "--receivers",
            "2",
            "--trials",
            1,
            "--json");
    Assumptions.assumeTrue(run.exitCode() == 0, run.err()); // where loopback does no multicast
    List<String> ways = new ArrayList<>();
    for (JsonNode row : run.json().get("rows")) {
      ways.add(row.get("how").asText() + " " + row.get("loss").asDouble());
      assertTrue(row.get("sent_bytes").asLong() >= 40 * 1_100, row.toString());
      if (row.get("how").asText().equals("coded") && row.get("loss").asDouble() == 0) {
        assertEquals(1, row.get("rounds").asDouble(), 0.2);
      }
    }
    assertEquals(List.of("tcp 0.0", "coded 0.0", "plain 0.0", "coded 0.2", "plain 0.2"), ways);
  }

  @Test
  void wrongNumbersAreMistakes() {
    CommandRun run = CommandRun.of("bench", "carousel", "--loss", "5,95");
    assertEquals(2, run.exitCode());
    assertEquals("sirencast: --loss must be 0 to 90, got 95", run.err().strip());
  }
}
