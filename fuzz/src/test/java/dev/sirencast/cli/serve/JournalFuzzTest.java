package dev.sirencast.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.fuzz.Choices;
import dev.sirencast.fuzz.Seeds;
import dev.sirencast.fuzz.TrialFile;
import dev.sirencast.signal.Sha256;
import dev.sirencast.transport.carousel.RowSink;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Journals of fetches that something else wrote to. */
class JournalFuzzTest {
  private static final List<byte[]> FRAMES = List.of(new byte[7], new byte[1], new byte[20]);
  private static final int LONGEST = 20;
  private static final StreamEntry STREAM = entry();
  private static final TrialFile FILE = TrialFile.create(".part");
  private static final byte[] HEADER = header();

  static Stream<Arguments> journals() {
    return Seeds.hex(
        "",
        "01 00 07 00 01 01 00 01 02 00 14 00",
        "01 02 14 01 00",
        "00 FF",
        "01 03 16 01 17 09 01 03 05");
  }

  private static StreamEntry entry() {
    MessageDigest digest = Sha256.create();
    FRAMES.forEach(digest::update);
    return new StreamEntry("a", HexFormat.of().formatHex(digest.digest()), FRAMES.size(), 28);
  }

  private static byte[] header() {
    try {
      Files.delete(FILE.path());
      FetchJournal.open(FILE.path(), STREAM, LONGEST).close();
      return Files.readAllBytes(FILE.path());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bytes are the file. */
  @FuzzTest
  void file(byte[] bytes) throws IOException {
    open(bytes);
  }

  /** The bytes are records, most of them with the right checksum, behind the right header. */
  @MethodSource("journals")
  @FuzzTest
  void records(byte[] script) throws IOException {
    Choices choices = new Choices(script);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HEADER);
    while (!choices.isEmpty()) {
      if (choices.below(4) == 0) {
        out.writeBytes(choices.take(1 + choices.below(30)));
      } else {
        int number = choices.below(5) == 4 ? choices.whole() : choices.below(9 * FRAMES.size());
        byte[] frame = new byte[choices.below(LONGEST + 3)];
        out.writeBytes(record(number, frame));
      }
    }
    open(out.toByteArray());
  }

  private static byte[] record(int number, byte[] frame) {
    ByteBuffer record = ByteBuffer.allocate(frame.length + 12);
    record.putInt(number).putInt(frame.length).put(frame);
    CRC32C crc = new CRC32C();
    crc.update(record.array(), 0, frame.length + 8);
    return record.putInt((int) crc.getValue()).array();
  }

  private static void open(byte[] bytes) throws IOException {
    Path part = FILE.with(bytes);
    Path target = part.resolveSibling(part.getFileName() + ".siren");
    BitSet present;
    try (FetchJournal journal = FetchJournal.open(part, STREAM, LONGEST)) {
      present = journal.present();
      assertTrue(present.length() <= FRAMES.size());
    } catch (IOException e) {
      FILE.requireOneLine(e);
      assertArrayEquals(bytes, Files.readAllBytes(part));
      return;
    }
    try (FetchJournal journal = FetchJournal.open(part, STREAM, LONGEST)) {
      assertEquals(present, journal.present());
      BitSet held = journal.held();
      assertTrue(held.length() <= 8 * FRAMES.size());
      for (int i = held.nextSetBit(0); i >= 0; i = held.nextSetBit(i + 1)) {
        int most = LONGEST + (i < FRAMES.size() ? 0 : RowSink.MORE_BYTES);
        assertTrue(journal.read(i).length <= most);
      }
      for (int i = 0; i < FRAMES.size(); i++) {
        if (!present.get(i)) {
          journal.add(i, FRAMES.get(i));
        }
      }
      journal.moveTo(target, FrameCheck.NONE);
      assertEquals(28, Files.size(target));
      assertFalse(Files.exists(part));
    } catch (IOException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      assertFalse(Files.exists(part) || Files.exists(target));
    } finally {
      Files.deleteIfExists(target);
    }
  }
}
