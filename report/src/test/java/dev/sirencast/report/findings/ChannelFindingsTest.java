package dev.sirencast.report.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelFindingsTest {
  private static Outcome outcome(String at, double mean, int transfers) {
    return new Outcome(at, mean, 0.25, mean - 1, mean - 2, 0, Collections.nCopies(transfers, mean));
  }

  /** Along x = 1, 2, ...; undamaged are 33 dB. */
  private static OutcomeSeries along(double... means) {
    List<Outcome> outcomes = new ArrayList<>();
    for (double mean : means) {
      outcomes.add(outcome("x " + (outcomes.size() + 1), mean, 100));
    }
    return new OutcomeSeries("c", 33, outcomes);
  }

  private static String first(OutcomeSeries series) {
    return ChannelFindings.of(List.of(series)).get(0);
  }

  @Test
  void aSweepEndsWhereTheMeanFalls() {
    String said = "Undamaged this stream has 33.0 dB; from x 1 to x 4 the mean is ";
    assertEquals(
        said + "within 1 dB of it up to x 1, and within 3 dB of it up to x 3.",
        first(along(33, 31.9, 30, 29.9)));
    assertEquals(said + "within 1 dB of it everywhere.", first(along(33, 33, 33, 32)));
    assertEquals(said + "more than 3 dB below it everywhere.", first(along(12, 13, 14, 12)));
    assertEquals(
        said + "within 1 dB of it from x 3 on, and within 3 dB of it everywhere.",
        first(along(30, 31, 32, 33)));
    assertEquals(
        said + "within 1 dB of it at 2 of 4 places, and within 3 dB of it up to x 3.",
        first(along(33, 31, 33, 29)));
  }

  @Test
  void aSweepSaysWhatIsKeptAtItsEnds() {
    List<String> said = ChannelFindings.of(List.of(along(33, 32.5, 20)));
    assertEquals("At x 2 it keeps 31.5 dB or more in 95 of 100 transfers.", said.get(1));
    assertEquals(
        "At x 1 it keeps 32.0 dB or more in 95 of 100 transfers, at x 3 it keeps 19.0 dB or more"
            + " in 95 of 100 transfers.",
        said.get(2));
    assertEquals(
        "How sure: means are within \u00b10.25 dB at 95 % confidence, from 100 transfers of each"
            + " channel.",
        said.get(3));
  }

  @Test
  void fewTransfersAreNotCalledShares() {
    OutcomeSeries few = new OutcomeSeries("c", 33, List.of(outcome("c", 20, 5)));
    assertEquals(
        "Over c this stream kept 18.0 dB or more in all 5 transfers, and has 20.0 dB in the mean;"
            + " undamaged it has 33.0 dB.",
        first(few));
    OutcomeSeries one = new OutcomeSeries("c", 33, List.of(outcome("c", 20, 1)));
    assertEquals(
        "Over c this stream kept 20.0 dB in the one transfer; undamaged it has 33.0 dB.",
        first(one));
    assertTrue(ChannelFindings.of(List.of(one)).get(1).contains("says nothing of others"));
  }

  @Test
  void whatIsNotDamagedArrivesAsItWasSent() {
    OutcomeSeries whole =
        new OutcomeSeries(
            "c", 33, List.of(new Outcome("c", 33, 0, 33, 33, 0, Collections.nCopies(20, 33.0))));
    assertEquals(
        "Over c this stream arrives as it was sent, with 33.0 dB, in all 20 transfers.",
        first(whole));
  }

  @Test
  void manyChannelsAreToldByTheirExtremes() {
    List<OutcomeSeries> many = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      many.add(new OutcomeSeries("c" + i, 33, List.of(outcome("c" + i, 33 - i, 100))));
    }
    List<String> said = ChannelFindings.of(many);
    assertEquals(
        "Of 6 channels, c0 leaves the most, 33.0 dB in the mean, and c5 the least, 28.0 dB;"
            + " undamaged this stream has 33.0 dB.",
        said.get(0));
    assertEquals(
        "Over 2 of them the mean is at most 1 dB below that, over 4 at most 3 dB.", said.get(1));
  }

  @Test
  void whatCouldNotBeDecodedIsCounted() {
    Outcome outcome = new Outcome("c", 20, 1, 19, 5, 3, Collections.nCopies(20, 20.0));
    List<String> said = ChannelFindings.of(List.of(new OutcomeSeries("c", 33, List.of(outcome))));
    assertTrue(said.get(2).startsWith("In 3 of all 20 transfers no manifest"), said.toString());
  }
}
