package dev.sirencast.peers;

import dev.sirencast.media.ImageResampler;
import dev.sirencast.signal.Signal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Baseline JPEG whose packets hold whole restart intervals, as RTP's payload for JPEG asks (RFC
 * 2435): a lost packet costs its own blocks and no others, and these are filled in from the blocks
 * above and below. A body is the number of its first interval in two bytes, and intervals.
 */
final class RestartJpeg implements Coding {
  private static final int NUMBER_BYTES = 2;

  /** Intervals that a packet holds at the least in the mean, so that it is well filled. */
  private static final int IN_A_PACKET = 5;

  private final Signal original;
  private final String how;
  private final int width;
  private final int height;
  private final int block;
  private final int interval;
  private final int count;
  private final RepeatedHeader header;
  private final List<byte[]> bodies;

  private RestartJpeg(
      Signal original,
      Signal small,
      boolean fine,
      int interval,
      String how,
      byte[] file,
      int room) {
    this.original = original;
    this.how = how;
    this.width = small.grid().size(0);
    this.height = small.grid().size(1);
    this.block = blockOf(small, fine);
    this.interval = interval;
    List<byte[]> intervals = JpegIntervals.intervals(file);
    this.count = intervals.size();
    byte[] head = JpegIntervals.header(file);
    this.header = RepeatedHeader.of(head, room);
    this.bodies = header.around(head, room, packed(intervals, room));
  }

  /** Samples of a block along each axis: of two transforms where colours have half of them. */
  private static int blockOf(Signal picture, boolean fine) {
    return picture.components() == 1 || fine ? 8 : 16;
  }

  /**
   * The finest that fits.
   *
   * @param small the original, at this or a smaller size
   * @param fine whether colours have the whole resolution
   * @return nothing where even the coarsest does not
   */
  static Optional<Coding> fitting(
      Signal original, Signal small, boolean fine, PacketFraming framing, long bytes) {
    BufferedImage image = SampleImage.of(small, 256);
    int block = blockOf(small, fine);
    int across = (small.grid().size(0) + block - 1) / block;
    int blocks = across * ((small.grid().size(1) + block - 1) / block);
    int room = framing.room();
    int interval =
        (int) Math.max(1, Math.min(across, (double) room / IN_A_PACKET * blocks / bytes));
    return Fitting.largest(
        1,
        JpegFile.FINEST,
        quality -> {
          byte[] file = JpegFile.encode(image, quality, fine, false, interval);
          if (file.length > bytes || longest(file) + NUMBER_BYTES > room) {
            return Optional.empty();
          }
          String how =
              String.format(
                  Locale.ROOT,
                  "baseline, %s, %s, quality %.1f, a restart every %d blocks",
                  small.grid(),
                  fine ? "4:4:4" : "4:2:0",
                  quality / 10.0,
                  interval);
          Coding made = new RestartJpeg(original, small, fine, interval, how, file, room);
          return framing.bytes(made.bodies()) <= bytes ? Optional.of(made) : Optional.empty();
        });
  }

  private static int longest(byte[] file) {
    return JpegIntervals.intervals(file).stream().mapToInt(part -> part.length).max().orElse(0);
  }

  private static List<byte[]> packed(List<byte[]> intervals, int room) {
    List<byte[]> bodies = new ArrayList<>();
    int from = 0;
    int size = NUMBER_BYTES + intervals.get(0).length;
    for (int i = 1; i <= intervals.size(); i++) {
      int more = i < intervals.size() ? 2 + intervals.get(i).length : room;
      if (size + more > room) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ByteBuffer.allocate(NUMBER_BYTES).putShort((short) from).array());
        JpegIntervals.join(Collections.unmodifiableList(intervals.subList(from, i)), from, body);
        bodies.add(body.toByteArray());
        from = i;
        size = NUMBER_BYTES + more - 2;
      } else {
        size += more;
      }
    }
    return bodies;
  }

  @Override
  public String how() {
    return how;
  }

  @Override
  public List<byte[]> bodies() {
    return bodies;
  }

  @Override
  public Optional<Signal> decode(List<byte @Nullable []> sound, List<byte @Nullable []> arrived) {
    Optional<byte[]> head = header.header(sound, arrived);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    List<byte @Nullable []> intervals = new ArrayList<>(Collections.nCopies(count, null));
    for (byte[] body : header.others(arrived)) {
      if (body != null && body.length > NUMBER_BYTES) {
        int first = ByteBuffer.wrap(body).getShort() & 0xffff;
        List<byte[]> held =
            JpegIntervals.split(Arrays.copyOfRange(body, NUMBER_BYTES, body.length));
        for (int i = 0; i < held.size() && first + i < count; i++) {
          intervals.set(first + i, held.get(i));
        }
      }
    }
    if (intervals.stream().allMatch(part -> part == null)) {
      return Optional.empty();
    }
    BufferedImage shown = SampleImage.blank(width, height, original.components());
    JpegFile.decode(JpegIntervals.file(head.get(), intervals), shown);
    boolean[] missing = new boolean[count];
    for (int i = 0; i < count; i++) {
      missing[i] = intervals.get(i) == null;
    }
    new BlockConcealment(block, interval, missing).apply(shown);
    return Optional.of(
        ImageResampler.resize(
            SampleImage.signal(shown, original), original.grid().size(0), original.grid().size(1)));
  }
}
