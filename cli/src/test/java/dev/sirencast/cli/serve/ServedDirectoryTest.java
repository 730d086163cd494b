package dev.sirencast.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.Streams;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look into the directory leads to, one after another. */
class ServedDirectoryTest {
  @TempDir Path directory;
  private final List<String> notes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private byte[] whole;
  private FramePublisher publisher;
  private ServedDirectory served;
  private long clock;

  @BeforeEach
  void open() throws Exception {
    Path file = Streams.write(Streams.small(0.5), directory.resolve("whole"));
    whole = Files.readAllBytes(file);
    Files.delete(file);
    open(1 << 20);
  }

  private void open(long memory) throws IOException {
    publisher =
        FramePublisher.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            FramePublisherOptions.defaults().withStreams(10, memory));
    served =
        new ServedDirectory(
            directory, StreamShelf.of(publisher), memory, notes::add, warnings::add);
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  /** Each time a moment later, however coarse the file system's clock is. */
  private Path write(String name, byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve(name), bytes);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 * ++clock));
  }

  private byte[] part(int length) {
    return Arrays.copyOf(whole, length);
  }

  private List<String> names() {
    return publisher.entries().stream().map(StreamEntry::name).toList();
  }

  @Test
  void aFileThatGrowsIsNamedOnceAndServedWhenItIsWhole() throws Exception {
    for (int length = 1; length < whole.length; length += 97) {
      write("a.siren", part(length));
      served.scan();
      assertEquals(List.of(), names());
    }
    assertEquals(1, warnings.size(), warnings::toString);
    write("a.siren", whole);
    served.scan();
    assertEquals(List.of("a.siren"), names());
    assertEquals(1, warnings.size());
    assertEquals(1, notes.size());
  }

  @Test
  void aDamagedCopyOfAPacketIsNotServedBesideTheWholeOne() throws Exception {
    List<byte[]> frames = Streams.small(0.5).frames();
    byte[] damaged = frames.get(frames.size() / 2);
    damaged[damaged.length - 1] ^= 1;
    byte[] both = Arrays.copyOf(damaged, damaged.length + whole.length);
    System.arraycopy(whole, 0, both, damaged.length, whole.length);
    write("a.siren", both);
    served.scan();
    assertEquals(List.of(), names());
    assertEquals(1, warnings.size(), warnings::toString);
  }

  @Test
  void whatIsServedStaysSoWhileItsFileIsBeingWritten() throws Exception {
    write("a.siren", whole);
    served.scan();
    write("a.siren", part(500));
    served.scan();
    assertEquals(List.of("a.siren"), names());
    write("a.siren", whole);
    served.scan();
    assertEquals(List.of(), warnings);
    write("a.siren", part(500));
    served.scan();
    served.scan();
    served.scan();
    assertEquals(List.of(), names());
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("a.siren: not served any more: it is damaged or not all"));
  }

  @Test
  void everyStateAtRestIsNamedOnce() throws Exception {
    write("a.siren", part(500));
    served.scan();
    served.scan();
    write("a.siren", "no stream".getBytes());
    served.scan();
    served.scan();
    served.scan();
    assertEquals(2, warnings.size(), warnings::toString);
    Files.delete(directory.resolve("a.siren"));
    served.scan();
    write("a.siren", "no stream".getBytes());
    served.scan();
    assertEquals(3, warnings.size(), warnings::toString);
  }

  @Test
  void damagedPacketsAndStrayBytesAreNotServed() throws Exception {
    byte[] damaged = whole.clone();
    damaged[whole.length - 5] ^= 1;
    write("damaged.siren", damaged);
    write("longer.siren", part(whole.length + 1));
    served.scan();
    assertEquals(List.of(), names());
    assertEquals(2, warnings.size());
  }

  /** What it would take to decode is for receivers to judge. */
  @Test
  void streamsThatTakeDaysToDecodeAreServedFromTheirPackets() throws Exception {
    SirenArchitecture architecture = new SirenArchitecture(2, 128, 2, 3, 30, 30);
    SignalDescription huge =
        new SignalDescription(new ImageFormat(8), CoordinateGrid.of(11_000, 11_000), 3);
    Streams.write(
        Packetizer.packetize(
            huge,
            Quantizer.quantize(SirenInitializer.initialize(architecture, 5), 8),
            PacketizerOptions.DEFAULTS),
        directory.resolve("huge.siren"));
    served.scan();
    assertEquals(List.of("huge.siren"), names());
  }

  @Test
  void whatHadNoRoomIsServedWhenThereIs() throws Exception {
    publisher.close();
    open(whole.length + 2_000L);
    write("a.siren", whole);
    write("b.siren", whole);
    served.scan();
    served.scan();
    assertEquals(List.of("a.siren"), names());
    assertEquals(1, warnings.size());
    assertTrue(
        warnings.get(0).contains("b.siren: not served: no room for b.siren"), warnings::toString);
    Files.delete(directory.resolve("a.siren"));
    served.scan();
    assertEquals(List.of("b.siren"), names());
    write("huge.siren", new byte[whole.length + 3_000]);
    served.scan();
    assertTrue(warnings.get(1).contains("bytes, and all streams may take"), warnings::toString);
  }

  @Test
  void case37LinksDirectoriesAndHiddenFilesAreNotFollowed() throws Exception {
    Path outside = Files.write(directory.resolve("outside"), whole);
    Files.createSymbolicLink(directory.resolve("link.siren"), outside);
    Files.createDirectory(directory.resolve("folder.siren"));
    write(".hidden.siren", whole);
    write("line\nbreak.siren", whole);
    served.scan();
    Files.createFile(directory.resolve("folder.siren").resolve("x"));
    served.scan();
    assertEquals(List.of(), names());
    assertEquals(3, warnings.size(), warnings::toString);
    assertTrue(
        warnings.stream().anyMatch(line -> line.contains("line?break.siren: not served")),
        warnings::toString);
    assertTrue(warnings.stream().allMatch(line -> line.lines().count() == 1));
  }
}
