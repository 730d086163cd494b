package dev.sirencast.kafka;

import dev.sirencast.transport.log.LogAddress;
import dev.sirencast.transport.log.LogEntry;
import dev.sirencast.transport.log.LogOptions;
import dev.sirencast.transport.log.LogPosition;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.log.LogReading;
import dev.sirencast.transport.net.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads streams from a topic: all of it by itself, or as one of a group. */
final class KafkaLogReader implements LogReader {
  private static final Duration CLOSING = Duration.ofSeconds(1);
  private static final long TOPIC_MILLIS = 100;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaFailures failures;
  private final LogAddress address;
  private final ReaderPartitions partitions;
  private volatile boolean stopped;

  private KafkaLogReader(
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaFailures failures,
      LogAddress address,
      ReaderPartitions partitions) {
    this.consumer = consumer;
    this.failures = failures;
    this.address = address;
    this.partitions = partitions;
  }

  static KafkaLogReader open(LogAddress at, LogOptions options, LogReading reading)
      throws TransportException {
    KafkaFailures failures = new KafkaFailures(at, options);
    try {
      Map<String, Object> settings = KafkaSettings.consumer(at, options);
      reading.group().ifPresent(group -> settings.put(ConsumerConfig.GROUP_ID_CONFIG, group));
      KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      try {
        ReaderPartitions partitions = new ReaderPartitions(consumer, reading.since());
        int count = awaitTopic(consumer, at, options, failures);
        if (reading.group().isPresent()) {
          consumer.subscribe(List.of(at.topic()), partitions);
        } else {
          RecordLayout layout = new RecordLayout(at.topic(), count);
          partitions.assign(
              reading.stream()
                  .map(name -> IntStream.of(layout.partition(name)))
                  .orElse(IntStream.range(0, count))
                  .mapToObj(number -> new TopicPartition(at.topic(), number))
                  .toList());
        }
        return new KafkaLogReader(consumer, failures, at, partitions);
      } catch (KafkaException | TransportException e) {
        consumer.close(CloseOptions.timeout(CLOSING));
        throw e;
      }
    } catch (KafkaException e) {
      throw failures.of(e);
    }
  }

  /** Waits for the topic to be there; returns how many partitions it has. */
  private static int awaitTopic(
      KafkaConsumer<byte[], byte[]> consumer,
      LogAddress at,
      LogOptions options,
      KafkaFailures failures)
      throws TransportException {
    long end = System.nanoTime() + options.timeout().toNanos();
    while (true) {
      List<PartitionInfo> found = consumer.partitionsFor(at.topic());
      if (found != null && !found.isEmpty()) {
        return found.size();
      }
      if (System.nanoTime() > end) {
        throw failures.noTopic();
      }
      try {
        Thread.sleep(TOPIC_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failures.of(e);
      }
    }
  }

  @Override
  public List<LogEntry> read(Duration patience) throws TransportException {
    List<LogEntry> entries = new ArrayList<>();
    if (stopped) {
      return entries;
    }
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
        RecordLayout.read(record).ifPresent(entries::add);
      }
    } catch (WakeupException e) {
      return List.of();
    } catch (KafkaException e) {
      throw failures.of(e);
    }
    return entries;
  }

  @Override
  public boolean isCaughtUp() {
    return stopped || partitions.isCaughtUp();
  }

  @Override
  public void seek(LogPosition from) {
    TopicPartition partition = new TopicPartition(address.topic(), from.partition());
    Set<TopicPartition> others = new HashSet<>(consumer.assignment());
    others.remove(partition);
    consumer.pause(others);
    consumer.resume(Set.of(partition));
    consumer.seek(partition, from.offset());
  }

  @Override
  public void commit(LogPosition next) throws TransportException {
    TopicPartition partition = new TopicPartition(address.topic(), next.partition());
    Map<TopicPartition, OffsetAndMetadata> done =
        Map.of(partition, new OffsetAndMetadata(next.offset()));
    try {
      try {
        consumer.commitSync(done);
      } catch (WakeupException e) {
        consumer.commitSync(done); // it was meant for the next read
      }
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // Whoever has the partition next does it again.
    } catch (KafkaException e) {
      throw failures.of(e);
    }
  }

  @Override
  public Set<Integer> revoked() {
    return partitions.revoked();
  }

  @Override
  public void stop() {
    stopped = true;
    consumer.wakeup();
  }

  @Override
  public void close() {
    try {
      consumer.close(CloseOptions.timeout(CLOSING));
    } catch (KafkaException e) {
      // It has been left all the same: the broker notices.
    }
  }
}
