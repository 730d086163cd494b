package dev.sirencast.transport.relay;

import dev.sirencast.transport.impairment.ChannelTrace;
import dev.sirencast.transport.net.HeldBytes;
import dev.sirencast.transport.net.IoThreads;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A relay's listening sockets: tells clients apart by their addresses. On the loop's thread. */
@Sharable
final class RelayHandler extends SimpleChannelInboundHandler<DatagramPacket> {
  private static final long MIN_WATCH_MILLIS = 10;

  private final IoThreads io;
  private final InetSocketAddress target;
  private final UdpRelayOptions options;
  private final HeldBytes held;
  private final Map<InetSocketAddress, RelayClient> clients = new HashMap<>();
  private final long start = System.nanoTime();
  private UdpRelaySummary.Direction pastForward = UdpRelaySummary.Direction.NONE;
  private UdpRelaySummary.Direction pastReverse = UdpRelaySummary.Direction.NONE;
  private @Nullable RelayClient first;
  private int clientsSoFar;
  private long refused;
  private volatile long received;
  private boolean finishing;

  RelayHandler(IoThreads io, InetSocketAddress target, UdpRelayOptions options) {
    this.io = io;
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
        new RelayClient(io, context.channel(), address, target, clientsSoFar, options, held);
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
            Math.max(MIN_WATCH_MILLIS, client.idleMillis()),
            TimeUnit.MILLISECONDS);
  }

  private void forget(RelayClient client) {
    clients.remove(client.address());
    client.close();
    pastForward = pastForward.plus(client.written());
    pastReverse = pastReverse.plus(client.read());
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
    UdpRelaySummary.Direction forward = pastForward;
    UdpRelaySummary.Direction reverse = pastReverse;
    for (RelayClient client : clients.values()) {
      forward = forward.plus(client.written());
      reverse = reverse.plus(client.read());
    }
    Optional<ChannelTrace> trace =
        options.forward().recording() && first != null
            ? Optional.of(first.forward().trace())
            : Optional.empty();
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new UdpRelaySummary(seconds, clientsSoFar, refused, forward, reverse, trace);
  }

  /** A datagram that could not be sent is a lost one. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
}
