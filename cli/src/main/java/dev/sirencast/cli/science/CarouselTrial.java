package dev.sirencast.cli.science;

import dev.sirencast.transport.carousel.CarouselOptions;
import dev.sirencast.transport.carousel.CarouselReception;
import dev.sirencast.transport.carousel.CarouselSubscriber;
import dev.sirencast.transport.carousel.FrameCarousel;
import dev.sirencast.transport.carousel.ListenOptions;
import dev.sirencast.transport.carousel.RowSink;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import dev.sirencast.transport.publish.FrameSubscriber;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamSource;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream to many listeners at a time, over real sockets of the loopback interface.
 *
 * @param frames of the stream
 * @param megabits a second of the carousel
 */
record CarouselTrial(List<byte[]> frames, double megabits) {
  private static final String NAME = "x";
  private static final String GROUP = "239.255.77.7";
  private static final long SETTLING_MILLIS = 30;

  /**
   * What one listener took.
   *
   * @param seconds from the sender's start
   * @param heard nothing over TCP
   */
  record Taken(double seconds, @Nullable CarouselReception heard) {}

  /**
   * What all did.
   *
   * @param listeners one or more
   * @param sentBytes that sockets took until the sender was stopped, which is once the last has all
   */
  record Outcome(List<Taken> listeners, long sentBytes) {
    double seconds() {
      return listeners.stream().mapToDouble(Taken::seconds).max().orElse(0);
    }
  }

  /**
   * By a carousel on a multicast group; each listener loses datagrams by itself.
   *
   * @param seed that of the first listener's losses; the others follow
   * @throws IOException if somebody does not get all as it was
   */
  Outcome carousel(boolean coded, double loss, int listeners, long seed) throws IOException {
    NetworkInterface via = NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
    InetSocketAddress group = new InetSocketAddress(GROUP, freePort());
    ChannelModel channel = ChannelModel.parse(loss == 0 ? "none" : "loss(" + loss * 100 + "%)");
    ListenOptions plain = ListenOptions.defaults().withNetworkInterface(via);
    List<StreamSource> sources = new ArrayList<>();
    try (FramePublisher publisher = publisher()) {
      for (int i = 0; i < listeners; i++) {
        ListenOptions lossy = plain.withChannel(channel, seed + i);
        sources.add(CarouselSubscriber.join(group, lossy, FrameSubscriberOptions.defaults()));
      }
      CarouselOptions options =
          CarouselOptions.defaults()
              .withBitsPerSecond((long) (megabits * 1e6))
              .withNetworkInterface(via)
              .withCoded(coded);
      FrameCarousel[] sender = {null};
      List<Taken> taken;
      try {
        taken = fetch(sources, () -> sender[0] = FrameCarousel.start(publisher, group, options));
      } finally {
        if (sender[0] != null) {
          sender[0].close();
        }
      }
      // A listener may have a datagram before its sender has counted it.
      return new Outcome(taken, sender[0].statistics().bytes());
    } finally {
      sources.forEach(StreamSource::close);
    }
  }

  /** Over TCP, to each by itself, with nothing lost; as {@link #carousel}. */
  Outcome tcp(int listeners) throws IOException {
    List<StreamSource> sources = new ArrayList<>();
    FramePublisher publisher = publisher();
    List<Taken> taken;
    try (publisher) {
      publisher.open();
      for (int i = 0; i < listeners; i++) {
        sources.add(
            FrameSubscriber.connect(publisher.localAddress(), FrameSubscriberOptions.defaults()));
      }
      taken = fetch(sources, () -> null);
    } finally {
      sources.forEach(StreamSource::close);
    }
    // A listener may have its last bytes before the sender has counted them.
    return new Outcome(taken, publisher.statistics().bytes());
  }

  private FramePublisher publisher() throws IOException {
    FramePublisher publisher =
        FramePublisher.bindClosed(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            FramePublisherOptions.defaults());
    publisher.publish(NAME, frames);
    return publisher;
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Has all fetch at a time; what is to begin then begins a moment later. */
  private List<Taken> fetch(List<StreamSource> sources, Callable<?> begin) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(sources.size());
    try {
      long[] start = {System.nanoTime()};
      List<Future<Taken>> fetches = new ArrayList<>();
      for (StreamSource source : sources) {
        Arrival arrival = new Arrival();
        fetches.add(
            threads.submit(
                () -> {
                  source.fetch(NAME, arrival);
                  long now = System.nanoTime();
                  arrival.requireWhole(frames);
                  return new Taken((now - start[0]) * 1e-9, arrival.heard);
                }));
      }
      if (sources.get(0) instanceof CarouselSubscriber) {
        TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
        start[0] = System.nanoTime();
      }
      begin.call();
      List<Taken> taken = new ArrayList<>();
      for (Future<Taken> fetch : fetches) {
        taken.add(fetch.get());
      }
      return taken;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Keeps all in memory. */
  private static final class Arrival implements RowSink {
    private final Map<Integer, byte[]> held = new HashMap<>();
    private @Nullable CarouselReception heard;

    @Override
    public BitSet held() {
      return new BitSet();
    }

    @Override
    public void accept(int number, byte[] frame) {
      held.put(number, frame);
    }

    @Override
    public boolean keep(int number, byte[] row) {
      held.put(number, row);
      return true;
    }

    @Override
    public byte @Nullable [] read(int number) {
      return held.get(number);
    }

    @Override
    public void heard(CarouselReception soFar) {
      heard = soFar;
    }

    void requireWhole(List<byte[]> frames) throws IOException {
      for (int i = 0; i < frames.size(); i++) {
        if (!Arrays.equals(frames.get(i), held.get(i))) {
          throw new IOException("frame " + i + " is not as it was sent");
        }
      }
    }
  }
}
