package dev.sirencast.transport.transfer;

import java.net.InetSocketAddress;

/** The receiving end: a bound socket that leads one transfer into a {@link IncomingTransfer}. */
interface FrameListener {
  InetSocketAddress localAddress();

  /** Lets senders in; what came before waits in the kernel. */
  void start();

  /** Stays as long as the sender may still need an answer; to be called before the socket goes. */
  default void linger() throws InterruptedException {}
}
