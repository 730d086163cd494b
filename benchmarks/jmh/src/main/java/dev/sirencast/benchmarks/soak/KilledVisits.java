package dev.sirencast.benchmarks.soak;

import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The command {@code fetch}, ended by {@code kill -9} and started again. */
final class KilledVisits {
  private static final int PATIENCE_SECONDS = 60;
  private static final int LATEST_MILLIS = 1_500;
  private static final int PAUSE_MILLIS = 8_000;

  private final Path home;
  private final Path directory;
  private final String server;
  private final Path served;
  private final StreamEntry stream;

  /**
   * @param served the directory of what is served
   */
  KilledVisits(Path home, Path directory, String server, Path served, StreamEntry stream) {
    this.home = home;
    this.directory = directory;
    this.server = server;
    this.served = served;
    this.stream = stream;
  }

  Map<String, Visit> kinds() {
    return Map.of("fetch, killed and started again", this::fetch);
  }

  private Tally.End fetch(SplittableRandom random) throws IOException, InterruptedException {
    Thread.sleep(random.nextInt(PAUSE_MILLIS)); // a JVM takes more than all else here
    Path output = directory.resolve("fetched.siren");
    List<String> command =
        List.of("fetch", server, stream.name(), "-o", output.toString(), "--quiet");
    Process killed = Program.start(home, directory, "fetch", command);
    if (!killed.waitFor(200 + random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS)) {
      killed.destroyForcibly().waitFor();
    }
    Process again = Program.start(home, directory, "fetch", command);
    if (!again.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      again.destroyForcibly();
      throw new IOException("it does not end");
    }
    if (again.exitValue() != 0) {
      throw new IOException(Files.readString(directory.resolve("fetch.log")));
    }
    if (Files.mismatch(output, served.resolve(stream.name())) >= 0) {
      throw new IOException("it has other bytes");
    }
    Files.delete(output);
    return Tally.End.WHOLE;
  }
}
