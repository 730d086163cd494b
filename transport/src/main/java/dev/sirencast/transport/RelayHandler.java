package dev.sirencast.transport;

import dev.sirencast.transport.impairment.ChannelTrace;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A relay's listening socket: tells clients apart by their addresses. On the loop's thread. */
final class RelayHandler extends SimpleChannelInboundHandler<DatagramPacket> {
  private static final long SHORTEST_WATCH_MILLIS = 10;

  private final EventLoop loop;
  private final InetSocketAddress target;
  private final UdpRelayOptions options;
  private final HeldBytes held;
  private final Map<InetSocketAddress, RelayClient> clients = new HashMap<>();
  private final long start = System.nanoTime();
  private UdpRelaySummary.Direction pastThere = UdpRelaySummary.Direction.NONE;
  private UdpRelaySummary.Direction pastBack = UdpRelaySummary.Direction.NONE;
  private @Nullable RelayClient first;
  private int clientsSoFar;
  private long refused;
  private volatile long received;
  private boolean finishing;

  RelayHandler(EventLoop loop, InetSocketAddress target, UdpRelayOptions options) {
    this.loop = loop;
    this.target = target;
    this.options = options;
    this.held = new HeldBytes(options.maxHeldBytes());
  }

  /** Datagrams from clients so far; may be asked on any thread. */
  long received() {
    return received;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    if (finishing) {
      return;
    }
    RelayClient client = clients.get(packet.sender());
    if (client == null && clients.size() < options.maxClients()) {
      client = add(context, packet.sender());
    }
    if (client == null) {
      refused++;
    } else {
      client.send(packet.content().retain());
    }
    received = received + 1;
  }

  private RelayClient add(ChannelHandlerContext context, InetSocketAddress address) {
    RelayClient client =
        new RelayClient(loop, context.channel(), address, target, clientsSoFar, options, held);
    if (first == null) {
      first = client;
    }
    // Numbers tell streams apart, and begin anew before they run out.
    clientsSoFar = (clientsSoFar + 1) & (Integer.MAX_VALUE >> 2);
    clients.put(address, client);
    watch(context, client);
    return client;
  }

  private void watch(ChannelHandlerContext context, RelayClient client) {
    context
        .executor()
        .schedule(
            () -> {
              if (client.isExpired()) {
                forget(client);
              } else {
                watch(context, client);
              }
            },
            Math.max(SHORTEST_WATCH_MILLIS, client.idleMillis()),
            TimeUnit.MILLISECONDS);
  }

  private void forget(RelayClient client) {
    clients.remove(client.address());
    client.close();
    pastThere = pastThere.plus(client.written());
    pastBack = pastBack.plus(client.read());
  }

  /** Takes no more datagrams and sends on those that wait for others. */
  void finish() {
    finishing = true;
    clients.values().forEach(RelayClient::end);
  }

  boolean holdsFrames() {
    return clients.values().stream().anyMatch(RelayClient::holdsFrames);
  }

  UdpRelaySummary summary() {
    UdpRelaySummary.Direction there = pastThere;
    UdpRelaySummary.Direction back = pastBack;
    for (RelayClient client : clients.values()) {
      there = there.plus(client.written());
      back = back.plus(client.read());
    }
    Optional<ChannelTrace> trace =
        options.recording() && first != null
            ? Optional.of(first.there().trace())
            : Optional.empty();
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new UdpRelaySummary(seconds, clientsSoFar, refused, there, back, trace);
  }

  /** A datagram that could not be sent is a lost one. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
}
