package dev.sirencast.cli.simulate;

import dev.sirencast.signal.Sha256;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.Experiment;
import dev.sirencast.simulation.SimulatedStream;
import dev.sirencast.simulation.SimulationCase;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.TraceReplay;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What tells experiments apart whose trials are not the same: all but how many trials there are.
 */
final class ExperimentDigest {
  /** Changes where the same experiment no longer gives the same numbers. */
  private static final String NUMBERS = "trials 1";

  private ExperimentDigest() {}

  static String of(Experiment experiment) {
    MessageDigest digest = Sha256.create();
    add(digest, NUMBERS);
    add(digest, Long.toString(experiment.seed()));
    Map<SimulatedStream, byte[]> streams = new IdentityHashMap<>();
    for (SimulationCase cell : experiment.cells()) {
      add(digest, text(cell.simulation().channel()));
      add(digest, cell.simulation().weights().toString());
      add(digest, cell.simulation().options().toString());
      add(digest, Long.toString(cell.simulation().bitsPerSecond()));
      digest.update(streams.computeIfAbsent(cell.simulation().stream(), ExperimentDigest::digest));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The channel, but that recordings go by what they hold: a file of the same name may change. */
  private static String text(ChannelModel channel) {
    return channel.isClean()
        ? channel.toString()
        : channel.impairments().stream()
            .map(part -> part instanceof TraceReplay replay ? digest(replay) : part.toString())
            .collect(Collectors.joining("; "));
  }

  private static String digest(TraceReplay replay) {
    MessageDigest digest = Sha256.create();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      replay.trace().writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "trace " + HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] digest(SimulatedStream stream) {
    MessageDigest digest = Sha256.create();
    for (byte[] frame : stream.frames()) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, frame.length));
      digest.update(frame);
    }
    Signal reference = stream.reference();
    ByteBuffer sample = ByteBuffer.allocate(Float.BYTES);
    for (int point = 0; point < reference.grid().points(); point++) {
      for (int c = 0; c < reference.components(); c++) {
        digest.update(sample.putFloat(0, reference.sample(point, c)).rewind());
      }
    }
    return digest.digest();
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }
}
