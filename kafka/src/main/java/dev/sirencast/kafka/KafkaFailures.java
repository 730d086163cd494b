package dev.sirencast.kafka;

import dev.sirencast.transport.log.LogAddress;
import dev.sirencast.transport.log.LogOptions;
import dev.sirencast.transport.net.TimeoutRange;
import dev.sirencast.transport.net.TransportException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What Kafka's clients throw, as one line for people. */
final class KafkaFailures {
  private final LogAddress address;
  private final LogOptions options;

  KafkaFailures(LogAddress address, LogOptions options) {
    this.address = address;
    this.options = options;
  }

  /**
   * Returns the failure.
   *
   * @throws IllegalArgumentException instead, if a setting is wrong
   */
  TransportException of(Throwable thrown) {
    if (thrown instanceof TransportException told) {
      return told;
    }
    return new TransportException(address + ": " + reason(thrown), thrown);
  }

  /** That the topic is not there. */
  TransportException noTopic() {
    return new TransportException(
        address + ": there is no topic " + address.topic() + " on the broker", null);
  }

  private String reason(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof ConfigException) {
        throw new IllegalArgumentException(line(e), thrown);
      } else if (e instanceof SslAuthenticationException) {
        return "TLS with the broker fails: " + line(root(e));
      } else if (e instanceof AuthenticationException) {
        return "the broker does not take who this says to be: " + line(e);
      } else if (e instanceof AuthorizationException) {
        return "the broker does not allow it: " + line(e);
      } else if (e instanceof InvalidTopicException) {
        return "the broker takes no such name of a topic: " + line(e);
      } else if (e instanceof UnknownTopicOrPartitionException) {
        return "there is no topic " + address.topic() + " on the broker";
      } else if (e instanceof TimeoutException) {
        return "no answer over "
            + KafkaSettings.protocol(options)
            + " within "
            + TimeoutRange.text(Duration.ofMillis(KafkaSettings.millis(options)))
            + ": the broker is gone, is at another address than it says, or expects another"
            + " security.protocol";
      }
    }
    Throwable root = root(thrown);
    return line(root) + (root instanceof NoSuchFileException ? ": no such file" : "");
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String line(Throwable thrown) {
    String text = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    return text.replaceAll("\\s+", " ").strip();
  }
}
