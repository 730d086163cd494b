package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.FileChangedException;
import dev.sirencast.cli.base.InputFile;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.FrameScanner;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.receiver.LimitExceededException;
import dev.sirencast.receiver.ReceiverLimits;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A {@code .siren} file: its frames, and what they make. */
public final class StreamFile {
  /** Where a stream is looked for in a file: several of the longest packets. */
  private static final int LOOK_BYTES = 1 << 16;

  /** For commands that look at packets and weights, and evaluate no signal. */
  public static final ReceiverOptions UNSEEN =
      ReceiverOptions.DEFAULTS.withLimits(ReceiverLimits.DEFAULTS.withMaxWork(Long.MAX_VALUE));

  private static final ReceiverOptions OWN =
      ReceiverOptions.DEFAULTS.withLimits(ReceiverLimits.NONE);

  private StreamFile() {}

  /** Whether a file begins with a stream, be it damaged. */
  static boolean isStream(Path file) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      FrameScanner.scan(new ByteArrayInputStream(in.readNBytes(LOOK_BYTES)), frames::add);
    }
    return frames.stream().anyMatch(StreamFile::isIntact);
  }

  /**
   * Returns the frames in a file, damaged ones too.
   *
   * @throws FileChangedException if somebody wrote into it meanwhile, or replaced it
   */
  public static List<byte[]> frames(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; expected a .siren file");
    }
    return InputFile.unchanged(file, StreamFile::scanned);
  }

  private static List<byte[]> scanned(Path file) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    BooleanSupplier isFruitless = () -> frames.stream().noneMatch(StreamFile::isReadable);
    try (InputStream in = new BoundedInput(file, isFruitless)) {
      FrameScanner.scan(in, frames::add);
    }
    return frames;
  }

  /**
   * Returns what frames make.
   *
   * @param source where they come from, for the message
   * @throws CommandException if nothing can be decoded
   */
  public static Reception receive(String source, List<byte[]> frames, ReceiverOptions options) {
    SirenReceiver receiver = SirenReceiver.create(options);
    frames.forEach(receiver::accept);
    return finish(source, receiver);
  }

  private static boolean isReadable(byte[] frame) {
    return !(PacketSerializer.parse(frame) instanceof ParsedPacket.Unreadable);
  }

  /** Whether a frame came as it was sent. */
  public static boolean isIntact(byte[] frame) {
    return PacketSerializer.parse(frame) instanceof ParsedPacket.Intact;
  }

  /** Whether a frame is a whole manifest, without which the others are of no use. */
  public static boolean isManifest(byte[] frame) {
    return PacketSerializer.parse(frame) instanceof ParsedPacket.Intact intact
        && intact.packet().kind() == PacketKind.MANIFEST;
  }

  /** Whether a frame is a whole packet of weights, or one that repairs such. */
  static boolean holdsWeights(byte[] frame) {
    return PacketSerializer.parse(frame) instanceof ParsedPacket.Intact intact
        && (intact.packet().kind() == PacketKind.SOURCE
            || intact.packet().kind() == PacketKind.REPAIR);
  }

  /** Returns what a receiver has, or fails with one line that says why it is not enough. */
  public static Reception finish(String source, SirenReceiver receiver) {
    try {
      return receiver.finish();
    } catch (LimitExceededException e) {
      throw CommandException.failure(source + ": " + LimitsOption.advice(e), e);
    } catch (InvalidStreamException e) {
      boolean nothing = receiver.frames().received() == receiver.frames().droppedHeader();
      throw CommandException.failure(
          nothing
              ? source + ": not a SirenCast stream, or none of its packets is readable"
              : source + ": the stream cannot be decoded: " + e.getMessage(),
          e);
    }
  }

  /** What a stream of our own delivers when nothing happens to it. */
  public static Reception exact(EncodedStream stream) {
    return receive("stream", stream.frames(), OWN);
  }
}
