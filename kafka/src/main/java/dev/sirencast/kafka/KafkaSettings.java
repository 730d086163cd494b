package dev.sirencast.kafka;

import dev.sirencast.transport.log.LogAddress;
import dev.sirencast.transport.log.LogOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What Kafka's clients are told: what delivery rests on is ours, all else the user's to change. */
final class KafkaSettings {
  /** What the address, the options and the guarantees say. */
  private static final Set<String> OURS =
      Set.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.PARTITIONER_CLASS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG);

  private static final int BATCH_BYTES = 1 << 16;
  private static final long BUFFER_BYTES = 1L << 24;
  private static final int FETCH_BYTES = 1 << 23;
  private static final int LINGER_MILLIS = 5;
  private static final int LEAST_MILLIS = 5_000;

  /** A reader that turns to another place first waits for what it has asked for. */
  private static final int WAIT_MILLIS = 50;

  /** A dead receiver's partitions are free after this time, not after Kafka's 45 s. */
  private static final int SESSION_MILLIS = 10_000;

  /** To rebuild a large signal takes minutes, in which a receiver asks for nothing. */
  private static final int WORK_MILLIS = 900_000;

  private KafkaSettings() {}

  /**
   * Checks that Kafka's clients know all settings, and that none is ours.
   *
   * @throws IllegalArgumentException if not
   */
  static void require(LogOptions options) {
    for (String name : options.settings().keySet()) {
      if (OURS.contains(name)) {
        throw new IllegalArgumentException(
            name + ": not to be set, the address, the options and what is promised of delivery do");
      }
      if (!ProducerConfig.configNames().contains(name)
          && !ConsumerConfig.configNames().contains(name)
          && !AdminClientConfig.configNames().contains(name)) {
        throw new IllegalArgumentException(name + ": is no setting of Kafka's clients");
      }
    }
  }

  /** How the brokers are spoken to: PLAINTEXT where nothing is said of it. */
  static String protocol(LogOptions options) {
    return options
        .settings()
        .getOrDefault(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
        .toUpperCase(Locale.ROOT);
  }

  static Map<String, Object> admin(LogAddress at, LogOptions options) {
    int millis = millis(options);
    Map<String, Object> settings = new HashMap<>();
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    return with(settings, AdminClientConfig.configNames(), at, options);
  }

  static Map<String, Object> producer(LogAddress at, LogOptions options) {
    int millis = millis(options);
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    Map<String, Object> all = with(settings, ProducerConfig.configNames(), at, options);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return all;
  }

  static Map<String, Object> consumer(LogAddress at, LogOptions options) {
    int millis = millis(options);
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_MILLIS);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, WORK_MILLIS);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class.getName()));
    Map<String, Object> all = with(settings, ConsumerConfig.configNames(), at, options);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return all;
  }

  /** How long one answer may take: the first takes a while, however short all else may be. */
  static int millis(LogOptions options) {
    return (int) Math.max(LEAST_MILLIS, options.timeout().toMillis());
  }

  private static Map<String, Object> with(
      Map<String, Object> settings, Set<String> known, LogAddress at, LogOptions options) {
    options
        .settings()
        .forEach(
            (name, value) -> {
              if (known.contains(name)) {
                settings.put(name, value);
              }
            });
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Brokers.bootstrap(at));
    return settings;
  }
}
