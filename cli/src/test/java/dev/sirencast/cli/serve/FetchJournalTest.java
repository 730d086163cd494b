package dev.sirencast.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.publish.StreamEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchJournalTest {
  private static final List<byte[]> FRAMES =
      List.of(bytes(7, 1), bytes(1, 2), bytes(20, 3), bytes(12, 4));
  private static final int LONGEST = 20;

  @TempDir Path directory;
  private Path part;
  private Path target;
  private StreamEntry stream;
  private byte[] whole;

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @BeforeEach
  void writeAll() throws Exception {
    part = directory.resolve("a.part");
    target = directory.resolve("a");
    stream = entry(FRAMES);
    try (FetchJournal journal = open()) {
      for (int i : new int[] {2, 0, 3, 1}) {
        journal.add(i, FRAMES.get(i));
      }
    }
    whole = Files.readAllBytes(part);
    assertEquals(56 + 4 * 12 + 40, whole.length);
  }

  private static StreamEntry entry(List<byte[]> frames) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    frames.forEach(digest::update);
    long bytes = frames.stream().mapToLong(frame -> frame.length).sum();
    return new StreamEntry("a", HexFormat.of().formatHex(digest.digest()), frames.size(), bytes);
  }

  private FetchJournal open() throws IOException {
    return FetchJournal.open(part, stream, LONGEST);
  }

  /** Opens what is there, adds what is missing, and checks the outcome. */
  private int complete() throws IOException {
    int kept;
    try (FetchJournal journal = open()) {
      BitSet present = journal.present();
      kept = present.cardinality();
      assertEquals(kept, journal.frames());
      for (int i = present.nextClearBit(0); i < FRAMES.size(); i = present.nextClearBit(i + 1)) {
        journal.add(i, FRAMES.get(i));
      }
      journal.moveTo(target, FrameCheck.NONE);
    }
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    FRAMES.forEach(expected::writeBytes);
    assertArrayEquals(expected.toByteArray(), Files.readAllBytes(target));
    assertFalse(Files.exists(part));
    return kept;
  }

  @Test
  void cutAtEveryByteItGoesOnFromTheLastWholeRecord() throws Exception {
    int[] ends = {56 + 32, 56 + 32 + 19, 56 + 32 + 19 + 24, whole.length};
    for (int length = 0; length <= whole.length; length++) {
      Files.write(part, Arrays.copyOf(whole, length));
      int cut = length;
      assertEquals(Arrays.stream(ends).filter(end -> end <= cut).count(), complete());
    }
  }

  @Test
  void whateverStandsBehindTheCutIsNotTaken() throws Exception {
    for (int length = 56; length < whole.length; length++) {
      byte[] torn = whole.clone();
      Arrays.fill(torn, length, torn.length, (byte) 0);
      Files.write(part, torn);
      complete();
    }
  }

  @Test
  void everyDamagedBitIsNoticed() throws Exception {
    for (int bit = 64; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(part, damaged);
      assertTrue(complete() < 4);
    }
  }

  @Test
  void repeatedRecordIsNotTaken() throws Exception {
    byte[] twice = Arrays.copyOf(whole, 56 + 64);
    System.arraycopy(whole, 56, twice, 56 + 32, 32);
    Files.write(part, twice);
    assertEquals(1, complete());
  }

  /** The last of a number counts: the one before may have been thrown away. */
  @Test
  void repairRowsAreKeptBesideFrames() throws Exception {
    Files.delete(part);
    try (FetchJournal journal = open()) {
      journal.add(1, FRAMES.get(1));
      journal.add(5, bytes(22, 7));
      journal.add(5, bytes(22, 8));
      assertArrayEquals(bytes(22, 8), journal.read(5));
      journal.add(31, bytes(3, 9));
      assertThrows(IOException.class, () -> journal.add(6, bytes(23, 7)));
    }
    try (FetchJournal journal = open()) {
      assertEquals(BitSet.valueOf(new long[] {0b10}), journal.present());
      assertEquals(1, journal.frames());
      assertEquals(BitSet.valueOf(new long[] {1L << 31 | 1L << 5 | 1L << 1}), journal.held());
      assertArrayEquals(bytes(22, 8), journal.read(5));
      assertArrayEquals(FRAMES.get(1), journal.read(1));
      journal.add(32, bytes(3, 9)); // more than there can be
      journal.add(2, FRAMES.get(2));
    }
    assertEquals(1, complete());
  }

  @Test
  void roomForRepairRowsIsBounded() throws Exception {
    try (FetchJournal journal = open()) {
      int rows = 0;
      for (; journal.hasRoomForRows(); rows++) {
        journal.add(4 + rows % 20, bytes(22, rows));
        journal.flush();
      }
      assertTrue(rows >= 4 * FRAMES.size() && rows <= 5 * FRAMES.size(), "rows: " + rows);
    }
  }

  @Test
  void anotherStreamIsBegunAnew() throws Exception {
    stream = entry(List.of(bytes(7, 1), bytes(1, 2), bytes(20, 3), bytes(12, 5)));
    try (FetchJournal journal = open()) {
      assertEquals(0, journal.frames());
    }
    assertEquals(56, Files.size(part));
  }

  @Test
  void anothersJournalIsKnownByItsHeaderAlone() throws Exception {
    assertFalse(FetchJournal.isOfAnother(part, stream));
    StreamEntry another = entry(List.of(bytes(7, 5)));
    assertTrue(FetchJournal.isOfAnother(part, another));
    for (int bit = 0; bit < 8 * 56; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(part, damaged);
      assertFalse(FetchJournal.isOfAnother(part, another));
    }
    Files.write(part, Arrays.copyOf(whole, 55));
    assertFalse(FetchJournal.isOfAnother(part, another));
    Files.delete(part);
    assertFalse(FetchJournal.isOfAnother(part, another));
  }

  /** Whoever may write into the directory could lead a link anywhere. */
  @Test
  void case37LinksAreNotFollowed() throws Exception {
    Path elsewhere = Files.move(part, directory.resolve("elsewhere"));
    for (Path to : List.of(elsewhere, directory.resolve("nothing"), directory)) {
      Files.createSymbolicLink(part, to);
      assertEquals(
          part + ": is in the way, it is a link or no regular file; move it or choose another -o",
          assertThrows(IOException.class, this::open).getMessage());
      assertFalse(FetchJournal.isOfAnother(part, entry(List.of(bytes(7, 5)))));
      Files.delete(part);
    }
    assertArrayEquals(whole, Files.readAllBytes(elsewhere));
    assertFalse(Files.exists(directory.resolve("nothing")));
  }

  @Test
  void anotherFileOfThatNameIsLeftAlone() throws Exception {
    byte[] letter = "Dear all, this is no journal of a fetch.".getBytes();
    Files.write(part, letter);
    assertEquals(
        part + ": is in the way, it is no journal of a fetch; move it or choose another -o",
        assertThrows(IOException.class, this::open).getMessage());
    assertArrayEquals(letter, Files.readAllBytes(part));
  }

  @Test
  void oneHasItAtATime() throws Exception {
    try (FetchJournal first = open()) {
      assertEquals(4, first.frames());
      assertEquals(
          part + ": another fetch is writing it",
          assertThrows(IOException.class, this::open).getMessage());
    }
    assertEquals(4, complete());
  }

  @Test
  void whatIsNotWhatWasAnnouncedIsDiscarded() throws Exception {
    Files.delete(part);
    Files.writeString(target, "before");
    try (FetchJournal journal = open()) {
      for (int i = 0; i < 4; i++) {
        journal.add(i, bytes(10, 9));
      }
      assertTrue(
          assertThrows(IOException.class, () -> journal.moveTo(target, FrameCheck.NONE))
              .getMessage()
              .contains("not what was announced"));
    }
    assertFalse(Files.exists(part));
    assertEquals("before", Files.readString(target));
    assertEquals(List.of(target), Files.list(directory).toList());
  }
}
