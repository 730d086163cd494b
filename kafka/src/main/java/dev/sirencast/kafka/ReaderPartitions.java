package dev.sirencast.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a reader has, where it begins in them, and how far they went at that time. */
final class ReaderPartitions implements ConsumerRebalanceListener {
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Optional<Instant> since;

  /** Where those ended that have not been read so far. */
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  private final Set<Integer> revoked = new HashSet<>();
  private boolean isAssigned;

  ReaderPartitions(KafkaConsumer<byte[], byte[]> consumer, Optional<Instant> since) {
    this.consumer = consumer;
    this.since = since;
  }

  /** Takes partitions for this reader alone. */
  void assign(List<TopicPartition> all) {
    consumer.assign(all);
    begin(all);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> added) {
    // A group goes on where it was.
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(added));
    begin(added.stream().filter(one -> committed.get(one) == null).toList());
    ends.putAll(consumer.endOffsets(added));
    isAssigned = true;
  }

  private void begin(Collection<TopicPartition> partitions) {
    ends.putAll(consumer.endOffsets(partitions));
    isAssigned = true;
    if (partitions.isEmpty()) {
      return; // Kafka would take all
    }
    if (since.isEmpty()) {
      consumer.seekToBeginning(partitions);
    } else if (since.get().equals(Instant.MAX)) {
      ends.forEach(
          (partition, end) -> {
            if (partitions.contains(partition)) {
              consumer.seek(partition, end);
            }
          });
    } else {
      long millis = since.get().toEpochMilli();
      Map<TopicPartition, OffsetAndTimestamp> found =
          consumer.offsetsForTimes(
              partitions.stream().collect(Collectors.toMap(one -> one, any -> millis)));
      for (TopicPartition partition : partitions) {
        OffsetAndTimestamp first = found.get(partition);
        consumer.seek(partition, first == null ? ends.get(partition) : first.offset());
      }
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> gone) {
    for (TopicPartition partition : gone) {
      ends.remove(partition);
      revoked.add(partition.partition());
    }
  }

  /** Whether all that was there has been read. */
  boolean isCaughtUp() {
    for (TopicPartition partition : new ArrayList<>(ends.keySet())) {
      try {
        if (consumer.position(partition, AT_ONCE) < ends.get(partition)) {
          return false;
        }
      } catch (KafkaException e) {
        return false; // if it is more than a delay, the next read says so
      }
      ends.remove(partition);
    }
    return isAssigned;
  }

  Set<Integer> revoked() {
    Set<Integer> gone = new HashSet<>(revoked);
    revoked.clear();
    return gone;
  }
}
