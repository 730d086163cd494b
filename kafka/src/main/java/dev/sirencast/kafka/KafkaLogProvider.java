package dev.sirencast.kafka;

import dev.sirencast.transport.log.FrameLogProvider;
import dev.sirencast.transport.log.LogAddress;
import dev.sirencast.transport.log.LogOptions;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.log.LogReading;
import dev.sirencast.transport.log.LogWriter;
import dev.sirencast.transport.net.TransportException;

/**
 * Topics of Kafka as logs: {@code kafka://broker[:port][,broker...]/topic}, the port 9092 where
 * none is stated. Settings are those of Kafka's own clients. Thread-safe.
 */
public final class KafkaLogProvider implements FrameLogProvider {
  @Override
  public String scheme() {
    return "kafka";
  }

  @Override
  public boolean isEncrypted(LogOptions options) {
    KafkaSettings.require(options);
    return KafkaSettings.protocol(options).endsWith("SSL");
  }

  @Override
  public LogWriter write(LogAddress at, LogOptions options) throws TransportException {
    KafkaSettings.require(options);
    Brokers.requireReachable(at, options);
    return KafkaLogWriter.open(at, options);
  }

  @Override
  public LogReader read(LogAddress at, LogOptions options, LogReading reading)
      throws TransportException {
    KafkaSettings.require(options);
    Brokers.requireReachable(at, options);
    return KafkaLogReader.open(at, options, reading);
  }
}
