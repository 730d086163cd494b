package dev.sirencast.transport.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Threads that do input and output, and one that an error ends. */
class IoThreadsTest {
  private static final Error ERROR = new NoClassDefFoundError("a class that needs a file");

  static {
    ERROR.setStackTrace(new StackTraceElement[0]); // Netty writes it down
  }

  private final CountDownLatch broken = new CountDownLatch(1);

  private IoThreads start() {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    IoHandlerFactory handlers = Broken::new;
    return new IoThreads(
        SocketLibrary.NIO, new WatchedLoops(failure).start("io-test", 1, handlers), failure);
  }

  @Test
  void errorThatEndsAThreadIsTold() throws Exception {
    try (IoThreads io = start()) {
      assertTrue(io.failure().isEmpty());
      io.group().execute(() -> {});
      broken.countDown();
      Loopback.until(() -> io.failure().isPresent(), "the error is told");
      assertSame(ERROR, io.failure().get());
    }
  }

  @Test
  void whoWaitsIsWoken() throws Exception {
    try (IoThreads io = start()) {
      Deadline far = io.deadline(Duration.ofDays(1));
      FutureTask<Boolean> waiting =
          Loopback.start(() -> io.await(ImmediateEventExecutor.INSTANCE.newPromise(), far));
      broken.countDown();
      Throwable thrown =
          assertThrows(ExecutionException.class, () -> Loopback.await(waiting)).getCause();
      assertTrue(
          thrown.getMessage().startsWith("a thread of the network failed: "), thrown::toString);
    }
  }

  @Test
  void requestThatWaitsFails() throws Exception {
    try (IoThreads io = start()) {
      Requests requests =
          new Requests(io, "testing", () -> Failures.closed(new InetSocketAddress("127.0.0.1", 1)));
      FutureTask<String> waiting =
          Loopback.start(() -> requests.ask(new Request<String>() {}, broken::countDown));
      Throwable thrown =
          assertThrows(ExecutionException.class, () -> Loopback.await(waiting)).getCause();
      assertTrue(
          thrown.getMessage().startsWith("a thread of the network failed: "), thrown::toString);
      assertSame(ERROR, thrown.getCause());
    }
  }

  @Test
  void watchersMayBeForgotten() {
    try (IoThreads io = start()) {
      boolean[] told = {false, false};
      Consumer<Throwable> forgotten = cause -> told[0] = true;
      io.watch(forgotten);
      io.watch(cause -> told[1] = true);
      io.forget(forgotten);
      io.fail(ERROR);
      assertFalse(told[0]);
      assertTrue(told[1]);
    }
  }

  /** Waits as it should until it is broken; then it ends its thread as a missing class does. */
  private final class Broken implements IoHandler {
    private final ThreadAwareExecutor executor;

    Broken(ThreadAwareExecutor executor) {
      this.executor = executor;
    }

    @Override
    public int run(IoHandlerContext context) {
      if (broken.getCount() == 0) {
        throw ERROR;
      }
      Thread.onSpinWait();
      return 0;
    }

    @Override
    public IoRegistration register(IoHandle handle) {
      throw new UnsupportedOperationException("there are no sockets on " + executor);
    }

    @Override
    public void wakeup() {}

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
      return false;
    }
  }
}
