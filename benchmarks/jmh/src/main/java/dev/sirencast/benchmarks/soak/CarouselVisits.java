package dev.sirencast.benchmarks.soak;

import dev.sirencast.transport.carousel.CarouselSubscriber;
import dev.sirencast.transport.carousel.ListenOptions;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Receivers that listen to a carousel on a multicast group, behind a bad network. */
final class CarouselVisits {
  private static final FrameSubscriberOptions OPTIONS =
      FrameSubscriberOptions.defaults().withTimeout(Duration.ofSeconds(60));

  private final InetSocketAddress group;
  private final NetworkInterface via;
  private final StreamEntry stream;

  CarouselVisits(InetSocketAddress group, NetworkInterface via, StreamEntry stream) {
    this.group = group;
    this.via = via;
    this.stream = stream;
  }

  Map<String, Visit> kinds() {
    Map<String, Visit> kinds = new LinkedHashMap<>();
    kinds.put("carousel, listens until it has all", random -> listen(new Arrival()));
    kinds.put("carousel, leaves", this::leave);
    kinds.put("carousel, takes nothing for a while", this::stall);
    return kinds;
  }

  private Tally.End listen(Arrival arrival) throws IOException {
    try (CarouselSubscriber subscriber =
        CarouselSubscriber.join(
            group, ListenOptions.defaults().withNetworkInterface(via), OPTIONS)) {
      subscriber.fetch(stream.name(), arrival);
      arrival.requireWhole();
      return Tally.End.WHOLE;
    } catch (Arrival.LeftException e) {
      return Tally.End.LEFT;
    }
  }

  private Tally.End leave(SplittableRandom random) throws IOException {
    Arrival arrival = new Arrival();
    arrival.leaveAt(1 + random.nextInt(stream.frames()));
    return listen(arrival);
  }

  private Tally.End stall(SplittableRandom random) throws IOException {
    Arrival arrival = new Arrival();
    arrival.pauseAt(1 + random.nextInt(stream.frames()), 3_000);
    return listen(arrival);
  }
}
