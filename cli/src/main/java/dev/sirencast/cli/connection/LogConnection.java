package dev.sirencast.cli.connection;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.transport.log.FrameLogProvider;
import dev.sirencast.transport.log.FrameLogs;
import dev.sirencast.transport.log.LogAddress;
import dev.sirencast.transport.log.LogOptions;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.log.LogReading;
import dev.sirencast.transport.log.LogWriter;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a log is reached, on the command line. */
@Grouped(OptionGroup.LOG)
public final class LogConnection {
  @Option(
      names = "--log-config",
      paramLabel = "FILE",
      description =
          "The log's own settings, above all its encryption and who one is: for kafka:// a"
              + " properties file of Kafka's clients.")
  @Reads
  private @Nullable Path config;

  /** Whether settings are named. */
  public boolean isUsed() {
    return config != null;
  }

  /**
   * Opens a log to write to.
   *
   * @throws CommandException if the address or a setting is wrong, or the way is not safe
   * @throws IOException if the settings cannot be read, or the log not be reached
   */
  public LogWriter write(String address, Duration timeout, SecurityOptions security)
      throws IOException {
    LogAddress at = parse(address);
    FrameLogProvider provider = FrameLogs.of(at);
    LogOptions options = options(at, provider, timeout, security);
    try {
      return provider.write(at, options);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(at + ": " + e.getMessage(), e);
    }
  }

  /** Opens a log to read; as {@link #write}. */
  public LogReader read(
      String address, Duration timeout, SecurityOptions security, LogReading reading)
      throws IOException {
    LogAddress at = parse(address);
    FrameLogProvider provider = FrameLogs.of(at);
    LogOptions options = options(at, provider, timeout, security);
    try {
      return provider.read(at, options, reading);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(at + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads an address.
   *
   * @throws CommandException if it is none
   */
  public static LogAddress parse(String address) {
    return CommandException.checked(() -> LogAddress.parse(address));
  }

  private LogOptions options(
      LogAddress at, FrameLogProvider provider, Duration timeout, SecurityOptions security)
      throws IOException {
    LogOptions options =
        CommandException.checked(() -> LogOptions.defaults().withTimeout(timeout))
            .withSettings(settings());
    boolean encrypted;
    try {
      encrypted = provider.isEncrypted(options);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(config + ": " + e.getMessage(), e);
    }
    security.requireLogAllowed(encrypted, hosts(at));
    return options;
  }

  private Map<String, String> settings() throws IOException {
    Map<String, String> settings = new HashMap<>();
    if (config == null) {
      return settings;
    }
    if (Files.isDirectory(config)) {
      throw CommandException.failure(config + ": is a directory; expected a properties file", null);
    }
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(config)) {
      read.load(in);
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw CommandException.usage(
          config + ": is no properties file, of lines such as name=value in UTF-8", e);
    }
    read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
    return settings;
  }

  private static List<InetAddress> hosts(LogAddress at) {
    List<InetAddress> hosts = new ArrayList<>();
    for (String server : at.servers()) {
      String host = server.replaceFirst(":\\d*$", "");
      try {
        hosts.add(InetAddress.getByName(host));
      } catch (UnknownHostException e) {
        throw CommandException.failure(at + ": " + host + ": no such host", e);
      }
    }
    return hosts;
  }
}
