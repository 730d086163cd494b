package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.SocketAddressArgument;
import dev.sirencast.cli.connection.PeerNotes;
import dev.sirencast.cli.connection.SecurityOptions;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.transport.carousel.CarouselStatistics;
import dev.sirencast.transport.carousel.FrameCarousel;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import dev.sirencast.transport.tls.TlsOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve}: the streams of a directory for many receivers. */
@ShortHelp(
    options =
        "--listen --tls --cert --key --plain --receivers"
            + " --metrics --carousel --to --for --json --help",
    examples = {
      "serve streams",
      "serve streams --listen 0.0.0.0:7700 --cert cert.pem --key key.pem"
    })
@Command(
    name = "serve",
    description = {
      "Publishes the streams (*.siren) of a directory, over TCP, to any number of 'sirencast list'"
          + " and 'sirencast fetch', or with --to on a log. Files that come, change or go later are"
          + " noticed.",
      "Ends with Ctrl-C or SIGTERM, and lets transfers finish first.",
      "Listens on this machine's loopback unless a host is given (0.0.0.0 for all addresses)."
    },
    sortOptions = false)
public final class ServeCommand extends ConsoleCommand {
  private static final long POLL_MILLIS = 50;

  @Parameters(paramLabel = "DIR", description = "Where the streams are.")
  @Reads
  private Path directory = Path.of("");

  @Grouped(OptionGroup.CONNECTION)
  @Option(
      names = "--listen",
      paramLabel = "[HOST]:PORT",
      defaultValue = ":7700",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private String address = "";

  @Mixin private SecurityOptions security = new SecurityOptions();
  @Mixin private ServeLimits limits = new ServeLimits();

  @Option(
      names = "--rescan",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "How often to look for files (default: ${DEFAULT-VALUE}).")
  private double rescanSeconds;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long transfers may take to finish when the server ends, 0 to 50 (default:"
              + " ${DEFAULT-VALUE}).")
  private double graceSeconds;

  @Option(
      names = "--metrics",
      paramLabel = "[HOST]:PORT",
      description =
          "Answer HTTP here, unencrypted: /metrics for Prometheus, /health for supervisors.")
  private @Nullable String metricsAddress;

  @Mixin private CarouselSending carousel = new CarouselSending();
  @Mixin private LogPublishing log = new LogPublishing();

  @Option(names = "--for", paramLabel = "SECONDS", description = "End after this time.")
  private @Nullable Double seconds;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw CommandException.failure(directory + ": is no directory", null);
    }
    try (PeerNotes peers = new PeerNotes(this::warn)) {
      return serve(peers);
    }
  }

  private int serve(PeerNotes peers) throws IOException {
    FramePublisherOptions plain = limits.options(peers::add);
    Duration grace = ServeLimits.seconds("--grace", graceSeconds, 0, 50);
    Duration rescan = ServeLimits.seconds("--rescan", rescanSeconds, 0.05, ServeLimits.MAX_SECONDS);
    if (seconds != null) {
      ServeLimits.seconds("--for", seconds, 0.001, 1e6);
    }
    Optional<InetSocketAddress> target = carousel.address(security);
    if (log.isWanted()) {
      if (metricsAddress != null || target.isPresent()) {
        throw CommandException.usage(
            "--metrics and --carousel are a server's, which --to is none: start two", null);
      }
      double until = seconds == null ? Double.POSITIVE_INFINITY : seconds;
      return log.run(
          this, new LogPublishing.Work(directory, plain.limits().bytes(), rescan, until), security);
    }
    List<InetSocketAddress> at = SocketAddressArgument.listening(address);
    Optional<TlsOptions> tls = security.listening(at.get(0), Transport.TCP);
    FramePublisherOptions options = tls.map(plain::withTls).orElse(plain);
    Descriptors.now().requireSome();
    long start = System.nanoTime();
    try (Interrupt interrupt = Interrupt.open();
        FramePublisher publisher = FramePublisher.bindClosed(at, options)) {
      ServedDirectory served =
          new ServedDirectory(
              directory,
              StreamShelf.of(publisher),
              options.limits().bytes(),
              this::note,
              this::warn);
      served.scan();
      try (FrameCarousel sent = target.isEmpty() ? null : carousel.start(publisher, target.get());
          MetricsEndpoint metrics = openMetrics(publisher, sent)) {
        Descriptors descriptors = Descriptors.now();
        descriptors.shortage(options.connections()).ifPresent(this::warn);
        publisher.limitConnections(descriptors.connections(), descriptors.passing());
        if (metrics != null) {
          metrics.limitConnections(descriptors.visitors());
        }
        publisher.open();
        note(
            "serving "
                + directory
                + " at "
                + address
                + (tls.isPresent() ? " with TLS: " : ": ")
                + ServeReport.count(publisher.statistics().streams(), "stream"));
        run(
            publisher,
            () -> {
              served.scan();
              peers.look();
            },
            rescan,
            interrupt,
            start);
        if (metrics != null) {
          metrics.drain();
        }
        int cut = publisher.drain(grace);
        Optional<CarouselStatistics> rounds =
            Optional.ofNullable(sent).map(FrameCarousel::statistics);
        double duration = (System.nanoTime() - start) * 1e-9;
        ServeReport report =
            new ServeReport(
                directory,
                address,
                tls.isPresent(),
                publisher.statistics(),
                cut,
                rounds.map(CarouselStatistics::datagrams).orElse(0L),
                duration);
        ObjectNode json = report.json();
        rounds.ifPresent(done -> carousel.addTo(json, done));
        print(report.text(), json);
      }
    }
    return ExitCode.DONE;
  }

  private @Nullable MetricsEndpoint openMetrics(
      FramePublisher publisher, @Nullable FrameCarousel sent) {
    if (metricsAddress == null) {
      return null;
    }
    MetricsEndpoint metrics =
        MetricsEndpoint.open(
            SocketAddressArgument.parse(metricsAddress), publisher::statistics, this::warn);
    if (sent != null) {
      metrics.countCarousel(sent);
    }
    return metrics;
  }

  private void run(
      FramePublisher publisher, Runnable look, Duration rescan, Interrupt interrupt, long start) {
    long last = System.nanoTime();
    while (!interrupt.requested()
        && (seconds == null || (System.nanoTime() - start) * 1e-9 < seconds)) {
      Optional<Throwable> failure = publisher.failure();
      if (failure.isPresent()) {
        throw CommandException.failure(
            "the server ends, a thread of it failed: " + failure.get(), failure.get());
      }
      if (System.nanoTime() - last >= rescan.toNanos()) {
        look.run();
        last = System.nanoTime();
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
