package dev.sirencast.transport.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that runs as the system's does, and that a test can put forward: what is due then happens
 * at once. Nobody sleeps by it: the clock is put forward instead. Thread-safe.
 */
public final class TestClock implements Ticker {
  private static final Ticker SYSTEM = Ticker.systemTicker();

  private final AtomicLong ahead = new AtomicLong();
  private final List<EventExecutorGroup> groups = new CopyOnWriteArrayList<>();
  private final List<Runnable> beforeSleep = new ArrayList<>();

  /** Threads that live by this clock; as {@link IoThreads#start}. */
  public IoThreads threads() {
    SocketLibrary library = SocketLibrary.best();
    Group group = new Group(library.handlers());
    groups.add(group);
    return new IoThreads(library, group);
  }

  /** Puts the clock forward; on the threads that live by it, what is due then has happened. */
  public void advance(Duration time) {
    ahead.addAndGet(time.toNanos());
    for (EventExecutorGroup group : groups) {
      for (EventExecutor loop : group) {
        if (!loop.isShuttingDown()) {
          runDueTasks(loop);
        }
      }
    }
  }

  /**
   * Waits for all tasks that are due. What a loop's own thread schedules goes into the queue of
   * scheduled tasks, behind these; what another thread schedules may overtake them.
   */
  private static void runDueTasks(EventExecutor loop) {
    Promise<Void> done = loop.newPromise();
    try {
      loop.execute(() -> loop.schedule(() -> done.setSuccess(null), 0, TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException ended) {
      return; // since it was looked at
    }
    // A loop that ends meanwhile never gets to it.
    int waits = 500;
    while (!done.awaitUninterruptibly(20, TimeUnit.MILLISECONDS)
        && !loop.isShuttingDown()
        && waits-- > 0) {}
  }

  /** Puts the clock forward until a task is done that waits, or is about to wait, for that long. */
  public void runOut(Duration time, FutureTask<?> task) throws Exception {
    while (!task.isDone()) {
      advance(time);
      try {
        task.get(1, TimeUnit.MILLISECONDS);
      } catch (TimeoutException waitsAnew) {
        continue;
      } catch (java.util.concurrent.ExecutionException failed) {
        return; // as it may
      }
    }
  }

  /** Has something done once, when somebody wants to sleep. */
  public synchronized void beforeSleep(Runnable action) {
    beforeSleep.add(action);
  }

  @Override
  public long initialNanoTime() {
    return SYSTEM.initialNanoTime();
  }

  @Override
  public long nanoTime() {
    return SYSTEM.nanoTime() + ahead.get();
  }

  @Override
  public void sleep(long delay, TimeUnit unit) {
    synchronized (this) {
      beforeSleep.forEach(Runnable::run);
      beforeSleep.clear();
    }
    advance(Duration.ofNanos(unit.toNanos(delay)));
  }

  private final class Group extends MultiThreadIoEventLoopGroup {
    Group(IoHandlerFactory handlers) {
      super(1, new DefaultThreadFactory("test-clock", true), handlers);
    }

    @Override
    public Ticker ticker() {
      return TestClock.this;
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... none) {
      return new Loop(this, executor, handlers);
    }
  }

  private final class Loop extends SingleThreadIoEventLoop {
    Loop(Group group, Executor executor, IoHandlerFactory handlers) {
      super(group, executor, handlers);
    }

    @Override
    public Ticker ticker() {
      return TestClock.this;
    }

    /** How long sockets may be waited for, which the caller asks by the system's clock. */
    @Override
    protected long delayNanos(long systemNanos) {
      return super.delayNanos(systemNanos + ahead.get());
    }
  }
}
