package dev.sirencast.cli.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A peer that comes again and again is told of now and then. */
class PeerNotesTest {
  private final List<String> told = new ArrayList<>();
  private long seconds = -7;
  private final PeerNotes notes = new PeerNotes(told::add, () -> TimeUnit.SECONDS.toNanos(seconds));

  @Test
  void theFirstIsToldAtOnceAndThoseBehindItOnceAMinute() {
    for (int port = 1; port <= 1_500; port++) {
      notes.add("gave up 10.0.0.1:" + port + ": no greeting");
    }
    assertEquals(List.of("gave up 10.0.0.1:1: no greeting"), told);
    seconds += 59;
    notes.look();
    assertEquals(1, told.size());
    seconds += 1;
    notes.look();
    assertEquals("gave up 10.0.0.1:1500: no greeting; 1,499 such since the last", told.get(1));
    seconds += 600;
    notes.look();
    assertEquals(2, told.size(), "nothing more came");
    notes.add("gave up 10.0.0.9:2: no greeting");
    assertEquals("gave up 10.0.0.9:2: no greeting", told.get(2));
  }

  @Test
  void aFloodTellsOfItselfWithoutAnybodyLooking() {
    for (; seconds < 600; seconds++) {
      notes.add("refused [fe80::" + seconds + "%eth0]:7: it is no receiver");
    }
    assertEquals(11, told.size(), told.toString());
  }

  @Test
  void anotherReasonIsToldOfAllTheSame() {
    notes.add("gave up 10.0.0.1:1: no greeting");
    notes.add("gave up 10.0.0.1:2: no greeting");
    notes.add("refused 10.0.0.2:1: there are 256 receivers already");
    notes.add("refused [2001:db8::1]:1: it speaks another protocol");
    notes.add("refused [2001:db8::beef]:1: it speaks another protocol");
    assertEquals(3, told.size(), told.toString());
  }

  @Test
  void reasonsThatPeersInventAreOfOneKind() {
    for (int i = 0; i < 10_000; i++) {
      notes.add("refused 10.0.0.1:1: " + "x".repeat(i % 5_000));
    }
    assertTrue(told.size() <= 33, told.size() + " lines");
    notes.close();
    assertTrue(told.size() <= 66, told.size() + " lines");
  }

  @Test
  void whatHasWaitedIsToldAtTheEnd() {
    notes.add("gave up a: no greeting");
    notes.add("gave up a: no greeting");
    notes.close();
    notes.close();
    assertEquals(List.of("gave up a: no greeting", "gave up a: no greeting"), told);
  }
}
