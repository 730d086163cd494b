package dev.sirencast.kafka;

import dev.sirencast.transport.log.LogAddress;
import dev.sirencast.transport.log.LogOptions;
import dev.sirencast.transport.log.LogWriter;
import dev.sirencast.transport.log.LoggedStream;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.StreamEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes streams to a topic, in order and each record once: the producer is idempotent, and all
 * replicas that are in step acknowledge. Memory is the producer's buffer.
 */
final class KafkaLogWriter implements LogWriter {
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordLayout layout;
  private final KafkaFailures failures;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private KafkaLogWriter(
      KafkaProducer<byte[], byte[]> producer, RecordLayout layout, KafkaFailures failures) {
    this.producer = producer;
    this.layout = layout;
    this.failures = failures;
  }

  static KafkaLogWriter open(LogAddress at, LogOptions options) throws TransportException {
    KafkaFailures failures = new KafkaFailures(at, options);
    try {
      RecordLayout layout = new RecordLayout(at.topic(), partitions(at, options, failures));
      return new KafkaLogWriter(
          new KafkaProducer<>(
              KafkaSettings.producer(at, options),
              new ByteArraySerializer(),
              new ByteArraySerializer()),
          layout,
          failures);
    } catch (KafkaException e) {
      throw failures.of(e);
    }
  }

  /** The partitions of the topic, which is made as the broker makes topics if it is not there. */
  private static int partitions(LogAddress at, LogOptions options, KafkaFailures failures)
      throws TransportException {
    Admin admin = Admin.create(KafkaSettings.admin(at, options));
    try {
      Optional<Integer> there = partitions(admin, at.topic());
      if (there.isPresent()) {
        return there.get();
      }
      create(admin, at.topic());
      // Brokers learn of it one after another.
      for (long end = System.nanoTime() + options.timeout().toNanos();
          System.nanoTime() < end;
          Thread.sleep(50)) {
        there = partitions(admin, at.topic());
        if (there.isPresent()) {
          return there.get();
        }
      }
      throw failures.noTopic();
    } catch (ExecutionException e) {
      throw failures.of(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.of(e);
    } finally {
      admin.close(CLOSING);
    }
  }

  private static Optional<Integer> partitions(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    try {
      Map<String, TopicDescription> found =
          admin.describeTopics(List.of(topic)).allTopicNames().get();
      return Optional.of(found.get(topic).partitions().size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void create(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    try {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  @Override
  public void frame(StreamEntry stream, int number, String kind, byte[] frame)
      throws TransportException {
    send(layout.frame(stream, number, kind, frame));
  }

  @Override
  public void end(StreamEntry stream) throws TransportException {
    // Not before all frames are safe: it says that they are.
    flush();
    send(layout.end(stream));
    flush();
  }

  @Override
  public void remove(LoggedStream stream) throws TransportException {
    send(layout.removal(stream.entry()));
    for (int number = 0; number < stream.numbers(); number++) {
      send(layout.removal(stream.entry(), number));
    }
    flush();
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws TransportException {
    requireSafe();
    try {
      producer.send(
          record,
          (written, thrown) -> {
            if (thrown != null) {
              failure.compareAndSet(null, thrown);
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      failure.compareAndSet(null, e);
    }
    requireSafe();
  }

  private void flush() throws TransportException {
    try {
      producer.flush();
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
    }
    requireSafe();
  }

  private void requireSafe() throws TransportException {
    @Nullable Exception thrown = failure.get();
    if (thrown != null) {
      throw failures.of(thrown);
    }
  }

  @Override
  public void stop() {
    failure.compareAndSet(null, new TransportException("the writing has been stopped", null));
    producer.close(CLOSING);
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
