package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Failures;
import dev.sirencast.transport.net.IoThreads;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Listens at an address and takes one transfer from a {@link FrameSender}. Thread-safe.
 *
 * <p>Peers that are no sender are refused and do not end the wait.
 */
public final class FrameReceiver implements AutoCloseable {
  private final IoThreads io;
  private final FrameListener listener;
  private final IncomingTransfer transfer;
  private final Transport transport;
  private final InetSocketAddress localAddress;
  private final AtomicBoolean used = new AtomicBoolean();

  private FrameReceiver(
      IoThreads io, FrameListener listener, IncomingTransfer transfer, Transport transport) {
    this.io = io;
    this.listener = listener;
    this.transfer = transfer;
    this.transport = transport;
    this.localAddress = listener.localAddress();
  }

  /**
   * Starts to listen.
   *
   * @param at a resolved address; port 0 takes any free one
   * @throws TransportException if the address cannot be listened on
   */
  public static FrameReceiver bind(
      InetSocketAddress at, Transport transport, FrameReceiverOptions options)
      throws TransportException {
    return bind(List.of(at), transport, options);
  }

  /**
   * Starts to listen at several addresses, such as both of the loopback interface; whoever comes
   * first at any of them has the transfer.
   *
   * @param at resolved addresses, one or more; where the first has port 0, all take the port that
   *     it gets
   * @throws TransportException if one of them cannot be listened on
   */
  public static FrameReceiver bind(
      List<InetSocketAddress> at, Transport transport, FrameReceiverOptions options)
      throws TransportException {
    Failures.requireResolved(at);
    return bind(at, transport, options, IoThreads.start("sirencast-receiver"));
  }

  static FrameReceiver bind(
      InetSocketAddress at, Transport transport, FrameReceiverOptions options, IoThreads io)
      throws TransportException {
    return bind(List.of(at), transport, options, io);
  }

  private static FrameReceiver bind(
      List<InetSocketAddress> at, Transport transport, FrameReceiverOptions options, IoThreads io)
      throws TransportException {
    try {
      IncomingTransfer transfer = new IncomingTransfer(options);
      FrameListener listener =
          switch (transport) {
            case TCP -> TcpListener.bind(io, at, transfer);
            case UDP -> UdpListener.bind(io, at, transfer);
            case QUIC -> QuicListener.bind(io, at, transfer);
          };
      return new FrameReceiver(io, listener, transfer, transport);
    } catch (TransportException | RuntimeException e) {
      io.close();
      throw e;
    }
  }

  /** The address that is listened on; of several the first. */
  public InetSocketAddress localAddress() {
    return localAddress;
  }

  /** The port that is listened on. */
  public int port() {
    return localAddress.getPort();
  }

  /**
   * Waits for a sender and takes all its frames.
   *
   * @param onFrame called for each frame in the order of arrival, on an internal thread, never at
   *     the same time as another call; over TCP its pace holds the sender back, over UDP frames are
   *     lost if it is slow. What it throws ends the transfer and is thrown here.
   * @return also if the sender vanished or broke the protocol: frames that came are kept
   * @throws TransportException if no sender comes in time, or the receiver is closed meanwhile
   * @throws IllegalStateException if this receiver has already taken a transfer
   */
  public ReceiveSummary receive(Consumer<byte[]> onFrame) throws TransportException {
    return receiveMarked((frame, retransmitted) -> onFrame.accept(frame));
  }

  /** As {@link #receive}, for who wants to know what was retransmitted. */
  public ReceiveSummary receiveMarked(FrameConsumer onFrame) throws TransportException {
    if (used.getAndSet(true)) {
      throw new IllegalStateException("a receiver takes one transfer");
    }
    try {
      io.group().execute(() -> start(onFrame));
      return transfer.result().get();
    } catch (RejectedExecutionException e) {
      throw Failures.closed(localAddress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted("receiving at " + Failures.text(localAddress), e);
    } catch (ExecutionException e) {
      throw Failures.ofRequest(e.getCause());
    }
  }

  /**
   * Ends the transfer early: what came is kept, and {@link #receive} returns it, cut short. Without
   * a sender there is none, and it throws.
   */
  public void stop() {
    io.group()
        .execute(
            () -> {
              if (transfer.frames() > 0) {
                transfer.cutShort("stopped after " + transfer.frames() + " frames");
              } else {
                transfer.fail(Failures.stopped(localAddress));
              }
            });
  }

  private void start(FrameConsumer onFrame) {
    transfer.handTo(onFrame);
    listener.start();
    io.group()
        .schedule(
            this::giveUpWithoutSender,
            transfer.options().timeouts().sender().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void giveUpWithoutSender() {
    if (!transfer.hasBegun()) {
      transfer.fail(
          Failures.noSender(
              localAddress,
              transport,
              transfer.options().timeouts().sender(),
              transfer.lastRefusal()));
    }
  }

  /**
   * Stops listening. Over UDP it first stays for a moment after the end of the transfer, to repeat
   * the acknowledgement should it have been lost.
   */
  @Override
  public void close() {
    try {
      listener.linger();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    io.close();
    transfer.fail(Failures.closed(localAddress));
  }
}
