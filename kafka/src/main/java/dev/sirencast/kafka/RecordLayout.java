package dev.sirencast.kafka;

import dev.sirencast.transport.log.LogEntry;
import dev.sirencast.transport.log.LogPosition;
import dev.sirencast.transport.log.LoggedFrame;
import dev.sirencast.transport.publish.StreamEntry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A stream's records in a topic. Keys and headers are text (UTF-8, numbers in decimal).
 *
 * <pre>
 *            a frame                           the end            removal of the stream
 *   key      photo.siren/0123456789abcdef/17   photo.siren/../end   as the end's, then each frame's
 *   value    the frame's bytes                 empty                none
 *   headers  kind    manifest, source, ...     end                  removed
 *            frame   17                        -                    -
 *            stream  photo.siren               (these are the same in all records of a stream:
 *            sha256  0123456789abcdef...        its name, the digest of all its frames in
 *            frames  185                        their order, how many they are,
 *            bytes   187432                     and their bytes)
 * </pre>
 *
 * <p>Keys have the first 16 digits of the digest: two versions of a stream never share one, and a
 * stream that is written again takes its own place when the topic is compacted. All versions of a
 * name lie in one partition: murmur2 of the name, without its highest bit, modulo the number of
 * partitions.
 */
final class RecordLayout {
  private static final String KIND = "kind";
  private static final String NUMBER = "frame";
  private static final String NAME = "stream";
  private static final String DIGEST = "sha256";
  private static final String FRAMES = "frames";
  private static final String BYTES = "bytes";

  private static final String END = "end";
  private static final String REMOVED = "removed";

  private static final int KEY_DIGITS = 16;
  private static final int MAX_HEADER_BYTES = 255;
  private static final int MAX_FRAMES = 1 << 20;
  private static final long MAX_BYTES = 1L << 30;
  private static final int MAX_FRAME_BYTES = 1 << 16;

  private final String topic;
  private final int partitions;

  RecordLayout(String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
  }

  int partition(String name) {
    return Utils.toPositive(Utils.murmur2(bytes(name))) % partitions;
  }

  ProducerRecord<byte[], byte[]> frame(StreamEntry stream, int number, String kind, byte[] frame) {
    ProducerRecord<byte[], byte[]> record = record(stream, "" + number, kind, frame);
    record.headers().add(NUMBER, bytes("" + number));
    return record;
  }

  ProducerRecord<byte[], byte[]> end(StreamEntry stream) {
    return record(stream, END, END, new byte[0]);
  }

  ProducerRecord<byte[], byte[]> removal(StreamEntry stream) {
    return record(stream, END, REMOVED, null);
  }

  ProducerRecord<byte[], byte[]> removal(StreamEntry stream, int number) {
    return record(stream, "" + number, REMOVED, null);
  }

  private ProducerRecord<byte[], byte[]> record(
      StreamEntry stream, String place, String kind, byte @Nullable [] value) {
    String key = stream.name() + "/" + stream.digest().substring(0, KEY_DIGITS) + "/" + place;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition(stream.name()), bytes(key), value);
    record
        .headers()
        .add(KIND, bytes(kind))
        .add(NAME, bytes(stream.name()))
        .add(DIGEST, bytes(stream.digest()))
        .add(FRAMES, bytes("" + stream.frames()))
        .add(BYTES, bytes("" + stream.bytes()));
    return record;
  }

  /** Reads a record; nothing where it is none of ours, or of a frame that has been removed. */
  static Optional<LogEntry> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return parse(record);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // other programs may write what they like
    }
  }

  private static Optional<LogEntry> parse(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    if (record.key() == null || headers.lastHeader(KIND) == null) {
      return Optional.empty();
    }
    int frames = Integer.parseInt(text(headers, FRAMES));
    long bytes = Long.parseLong(text(headers, BYTES));
    if (frames > MAX_FRAMES || bytes > MAX_BYTES) {
      return Optional.empty();
    }
    StreamEntry stream = new StreamEntry(text(headers, NAME), text(headers, DIGEST), frames, bytes);
    LogPosition position = new LogPosition(record.partition(), record.offset());
    String key = new String(record.key(), StandardCharsets.UTF_8);
    byte @Nullable [] value = record.value();
    if (key.endsWith("/" + END)) {
      return Optional.of(
          value == null
              ? new LogEntry.Removed(stream, position)
              : new LogEntry.Ended(stream, position));
    }
    if (value == null || value.length == 0 || value.length > MAX_FRAME_BYTES) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text(headers, NUMBER));
    return number < 0 || number >= 2 * MAX_FRAMES
        ? Optional.empty()
        : Optional.of(new LoggedFrame(stream, position, number, value));
  }

  private static String text(Headers headers, String name) {
    @Nullable Header header = headers.lastHeader(name);
    if (header == null || header.value() == null || header.value().length > MAX_HEADER_BYTES) {
      throw new IllegalArgumentException("no header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
