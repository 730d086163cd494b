package dev.sirencast.benchmarks.soak;

import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.FrameSubscriber;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Receivers over TCP. */
final class TcpVisits {
  private static final FrameSubscriberOptions OPTIONS =
      FrameSubscriberOptions.defaults().withTimeout(Duration.ofSeconds(30));

  /** What a subscriber greets with; see the transport's {@code Greeting}. */
  private static final byte[] GREETING = {(byte) 0x89, 0x53, 0x43, 0x46, 3, 1};

  private static final byte OPEN = 2;
  private static final byte WANT = 3;
  private static final int SILENCE_MILLIS = 60_000;

  private final InetSocketAddress server;
  private final StreamEntry large;

  /**
   * @param large a stream that is more than a connection holds, and is never replaced
   */
  TcpVisits(InetSocketAddress server, StreamEntry large) {
    this.server = server;
    this.large = large;
  }

  /** All of them by name. */
  Map<String, Visit> kinds() {
    Map<String, Visit> kinds = new LinkedHashMap<>();
    kinds.put("tcp, fetches any stream", this::fetchAny);
    kinds.put("tcp, leaves and comes again for the rest", this::resume);
    kinds.put("tcp, takes nothing for a while", this::stall);
    kinds.put("tcp, dies in the middle", this::die);
    kinds.put("tcp, says nothing, or half a word", this::sayNothing);
    return kinds;
  }

  private Tally.End fetchAny(SplittableRandom random) throws IOException {
    try (FrameSubscriber subscriber = FrameSubscriber.connect(server, OPTIONS)) {
      List<StreamEntry> streams = subscriber.list();
      String name = streams.get(random.nextInt(streams.size())).name();
      Arrival arrival = new Arrival();
      try {
        subscriber.fetch(name, arrival);
      } catch (TransportException e) {
        if (e.getMessage().contains("no stream")) {
          return Tally.End.GIVEN_UP; // taken off since it was listed
        }
        throw e;
      }
      arrival.requireWhole();
      return Tally.End.WHOLE;
    }
  }

  private Tally.End resume(SplittableRandom random) throws IOException {
    Arrival arrival = new Arrival();
    arrival.leaveAt(1 + random.nextInt(large.frames() - 1));
    try (FrameSubscriber subscriber = FrameSubscriber.connect(server, OPTIONS)) {
      subscriber.fetch(large.name(), arrival);
      throw new IOException("it should have left");
    } catch (Arrival.LeftException e) {
      arrival.leaveAt(Integer.MAX_VALUE);
    }
    try (FrameSubscriber subscriber = FrameSubscriber.connect(server, OPTIONS)) {
      subscriber.fetch(large.name(), arrival);
    }
    arrival.requireWhole();
    return Tally.End.WHOLE;
  }

  /** For less than a server's patience, or more. */
  private Tally.End stall(SplittableRandom random) throws IOException {
    Arrival arrival = new Arrival();
    boolean patient = random.nextBoolean();
    arrival.pauseAt(1 + random.nextInt(10), patient ? 1_500 : 9_000);
    try (FrameSubscriber subscriber = FrameSubscriber.connect(server, OPTIONS)) {
      subscriber.fetch(large.name(), arrival);
      arrival.requireWhole();
      return Tally.End.WHOLE;
    } catch (TransportException e) {
      if (patient) {
        throw e;
      }
      return Tally.End.GIVEN_UP;
    }
  }

  /** Asks, takes a part, and is gone without a word: the connection is reset. */
  private Tally.End die(SplittableRandom random) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(SILENCE_MILLIS);
      byte[] name = large.name().getBytes(StandardCharsets.UTF_8);
      int map = (large.frames() + 7) / 8;
      ByteBuffer request = ByteBuffer.allocate(GREETING.length + 10 + name.length + map);
      request.put(GREETING).put(OPEN).putInt(name.length).put(name).put(WANT).putInt(map);
      socket.getOutputStream().write(request.array());
      int taken = random.nextInt((int) Math.min(Integer.MAX_VALUE, large.bytes()));
      if (socket.getInputStream().readNBytes(taken).length < taken) {
        throw new IOException("the server left first");
      }
      Thread.sleep(random.nextInt(2_000));
      socket.setSoLinger(true, 0);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return Tally.End.LEFT;
  }

  private Tally.End sayNothing(SplittableRandom random) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(SILENCE_MILLIS);
      socket.getOutputStream().write(GREETING, 0, random.nextInt(GREETING.length + 1));
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // its greeting
      }
      return Tally.End.GIVEN_UP;
    } catch (SocketTimeoutException e) {
      throw new IOException("the server bears with silence", e);
    } catch (IOException e) {
      return Tally.End.GIVEN_UP; // a reset, where something had not been read
    }
  }
}
